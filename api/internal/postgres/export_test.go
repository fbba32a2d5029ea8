package postgres

// MigrateFS is Migrate with other files.
var MigrateFS = migrate
