# What every test gives; the secrets are looked for where they must not be.
domain_name       = "api.example.com"
zone_id           = "Z0123456789ABCDEFGHIJ"
release_bucket    = "releases"
release_version   = "1.4.0"
release_prefix    = "minitter/"
jwt_secret        = "jwtSecretThatMustNotBeInUserDataOrAnywhere"
database_password = "databasePasswordThatMustNotBeThere"
