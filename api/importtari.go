package api

import (
	"context"

	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/internal/backoffice"
	"sportello/api/internal/postgres"
)

// TariImport is a TARI export, read.
type TariImport = Import[backoffice.TariReport]

// ReadTari reads and judges a TARI export: a row is an instalment. It fails with UnusableFile.
func ReadTari(in ImportFile) (*TariImport, error) {
	read, err := readFile(in, backoffice.TariFile, backoffice.ReadTari)
	if err != nil {
		return nil, err
	}
	r := &read.Report
	store := func(ctx context.Context, pool *pgxpool.Pool, intake postgres.Intake) error {
		done, err := postgres.ImportTari(ctx, pool, postgres.TariImport{Intake: intake, Accepted: read.Accepted, Held: read.Held, Years: read.Years})
		if err != nil {
			return err
		}
		r.Stored = &backoffice.TariStored{Stored: stored(intake, done.Counts), Missing: []backoffice.Missing{}}
		for _, k := range done.Missing {
			r.Stored.Missing = append(r.Stored.Missing, backoffice.Missing(k))
		}
		return nil
	}
	return &TariImport{report: r, file: &r.Report, accepts: len(read.Accepted), at: in.At, store: store}, nil
}

// stored is what the report tells of what became of it in the database.
func stored(in postgres.Intake, done postgres.Counts) backoffice.Stored {
	return backoffice.Stored{DryRun: in.DryRun, Inserted: done.Inserted, Updated: done.Updated, Unchanged: done.Unchanged}
}
