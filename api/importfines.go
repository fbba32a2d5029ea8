package api

import (
	"context"

	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/internal/backoffice"
	"sportello/api/internal/postgres"
	"sportello/api/taxes"
)

// FinesImport is a file of traffic fines, read.
type FinesImport = Import[backoffice.FinesReport]

// ReadFines reads and judges a file of traffic fines: a row is a verbale. Its last days come from in.Fines, and notice
// numbers, where the file gives none, from in.Creditor. It fails with UnusableFile.
func ReadFines(in ImportFile) (*FinesImport, error) {
	read, err := readFile(in, backoffice.FinesFile, backoffice.ReadFines)
	if err != nil {
		return nil, err
	}
	r := &read.Report
	own := -1
	if in.Creditor.Code != "" {
		own = in.Creditor.Segregation
	}
	store := func(ctx context.Context, pool *pgxpool.Pool, intake postgres.Intake) error {
		done, err := postgres.ImportFines(ctx, pool, postgres.FinesImport{Intake: intake, Accepted: read.Accepted, Rules: in.Fines, Segregation: own})
		if err != nil {
			return err
		}
		r.Stored = &backoffice.FinesStored{Stored: stored(intake, done.Counts), Refused: len(done.Refused), Noticed: done.Noticed}
		for _, i := range done.Refused {
			r.Refuse(taxes.Fault{Line: read.Accepted[i].Line, Reason: backoffice.FineNoticeKept})
		}
		r.FinesAccepted -= len(done.Refused)
		return nil
	}
	return &FinesImport{report: r, file: &r.Report, accepts: len(read.Accepted), at: in.At, store: store}, nil
}
