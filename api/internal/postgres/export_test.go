package postgres

// MigrateFS is Migrate with other files.
var MigrateFS = migrate

// Down marks an error as ErrDown when it is one.
var Down = down
