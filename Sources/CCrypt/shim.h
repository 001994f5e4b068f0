// libxcrypt, for bcrypt ($2b$).
#include <crypt.h>
