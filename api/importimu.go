package api

import (
	"context"

	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/internal/backoffice"
	"sportello/api/internal/postgres"
	"sportello/api/taxes"
)

// ImuImport is a file of what people hold, read.
type ImuImport = Import[backoffice.ImuReport]

// ReadImu reads and judges a file of holdings: a row is one unit held by one person for a time, and the file is all
// that each person in it holds. It fails with UnusableFile.
func ReadImu(in ImportFile) (*ImuImport, error) {
	read, err := readFile(in, backoffice.ImuFile, backoffice.ReadImu)
	if err != nil {
		return nil, err
	}
	r := &read.Report
	store := func(ctx context.Context, pool *pgxpool.Pool, intake postgres.Intake) error {
		done, err := postgres.ImportImu(ctx, pool, postgres.ImuImport{Intake: intake, Accepted: read.Accepted, Held: read.Held, Orphans: read.Orphans})
		if err != nil {
			return err
		}
		r.Stored = &backoffice.ImuStored{Stored: stored(intake, done.Counts), Removed: done.Removed, Missing: done.Missing, Kept: done.Kept}
		return nil
	}
	return &ImuImport{report: r, file: &r.Report, accepts: len(read.Accepted), at: in.At, store: store}, nil
}

// PaymentsImport is a file of F24 payments, read.
type PaymentsImport = Import[backoffice.PaymentsReport]

// ReadPayments reads and judges a file of F24 payments: a row is one line of a form. It fails with UnusableFile.
func ReadPayments(in ImportFile) (*PaymentsImport, error) {
	read, err := readFile(in, backoffice.PaymentsFile, backoffice.ReadPayments)
	if err != nil {
		return nil, err
	}
	r := &read.Report
	store := func(ctx context.Context, pool *pgxpool.Pool, intake postgres.Intake) error {
		done, err := postgres.ImportPayments(ctx, pool, postgres.PaymentsImport{Intake: intake, Accepted: read.Accepted})
		if err != nil {
			return err
		}
		r.Stored = &backoffice.PaymentsStored{Stored: stored(intake, done.Counts), Refused: len(done.Refused)}
		for _, i := range done.Refused {
			r.Refuse(taxes.Fault{Line: read.Accepted[i].Line, Reason: taxes.LineKept})
		}
		r.LinesAccepted -= len(done.Refused)
		return nil
	}
	return &PaymentsImport{report: r, file: &r.Report, accepts: len(read.Accepted), at: in.At, store: store}, nil
}
