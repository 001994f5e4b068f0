// MariaDB Connector/C, which speaks to MySQL too.
#include <mysql.h>
#include <mysqld_error.h>
#include <errmsg.h>
