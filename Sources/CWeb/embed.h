// An element of `files`: what the macro FILE names, and then FILE is free for the next one.
{&FILE[sizeof FOLDER - 1], (const char[]){
#embed FILE suffix(,)
0}},
#undef FILE
