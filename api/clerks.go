package api

import (
	"context"
	"time"

	"sportello/api/internal/postgres"
)

// Clerk is somebody who works at the desk.
type Clerk = postgres.Clerk

// ErrNoClerk says that nobody of that fiscal code is a clerk.
var ErrNoClerk = postgres.ErrNoClerk

// Clerks is who works at the desk, for the comune that runs the program. It works on the database of dsn, as the owner
// of its tables.
type Clerks struct{ DSN string }

// Add makes somebody a clerk, known before or not; code is a whole codice fiscale in capitals.
func (c Clerks) Add(ctx context.Context, code, office string, at time.Time) error {
	owner, err := postgres.OpenOwner(ctx, c.DSN)
	if err != nil {
		return err
	}
	defer owner.Close()
	return postgres.AddClerk(ctx, owner, code, office, at)
}

// Remove ends somebody's work at the desk. Errors: ErrNoClerk.
func (c Clerks) Remove(ctx context.Context, code string, at time.Time) error {
	owner, err := postgres.OpenOwner(ctx, c.DSN)
	if err != nil {
		return err
	}
	defer owner.Close()
	return postgres.RemoveClerk(ctx, owner, code, at)
}

// List is who works at the desk now.
func (c Clerks) List(ctx context.Context) ([]Clerk, error) {
	owner, err := postgres.OpenOwner(ctx, c.DSN)
	if err != nil {
		return nil, err
	}
	defer owner.Close()
	return postgres.Clerks(ctx, owner)
}
