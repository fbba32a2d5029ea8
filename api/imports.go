package api

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/calendar"
	"sportello/api/fines"
	"sportello/api/internal/backoffice"
	"sportello/api/internal/postgres"
	"sportello/api/payments"
)

// ImportFile is a file of a back office to be taken in.
type ImportFile struct {
	File     io.Reader
	Map      []byte // text of a mapping file; nil when everything is to be found out from the file
	At       time.Time
	Entity   string            // code of the comune on F24 forms, such as I625; a payment to another is refused
	Fines    fines.Rules       // terms of traffic fines
	Creditor payments.Creditor // with its segregation code we number the notices that a file of fines lacks; without Code none is made
	Progress func(rows int)    // called now and then while reading; may be nil
}

// Import is a file that has been read and judged, ready to be stored. R is what is told of it: its report marshals
// to the JSON that scripts read and prints itself in Italian.
type Import[R interface{ Print(io.Writer) error }] struct {
	report  *R
	file    *backoffice.Report // the part of the report that every kind of file has
	accepts int                // what is to be stored; with nothing the database is not touched
	at      time.Time
	store   func(context.Context, *pgxpool.Pool, postgres.Intake) error
}

// UnusableFile is a file or a mapping that cannot be used at all; its text tells the office what to do, in
// Italian. It holds no data of the file but column names.
type UnusableFile struct{ Cause error }

func (u UnusableFile) Error() string { return u.Cause.Error() }
func (u UnusableFile) Unwrap() error { return u.Cause }

// readFile reads a file of a kind. It fails with UnusableFile; faulty rows are no failure, but in the report.
func readFile[T any](in ImportFile, kind *backoffice.Kind, read func(*backoffice.Source, backoffice.Options) (T, error)) (got T, err error) {
	options := backoffice.Options{Today: calendar.InRome(in.At), Entity: in.Entity, Progress: in.Progress}
	var encoding backoffice.Encoding
	if in.Map != nil {
		m, err := backoffice.ParseMap(kind, in.Map)
		if err != nil {
			return got, UnusableFile{Cause: err}
		}
		options.Map, encoding = m, m.Encoding
	}
	source, err := backoffice.Open(in.File, encoding)
	if err != nil {
		return got, UnusableFile{Cause: err}
	}
	if got, err = read(source, options); err != nil {
		return got, UnusableFile{Cause: err}
	}
	return got, nil
}

// Report tells what was read and, after Store, what was stored.
func (i *Import[R]) Report() *R { return i.report }

// Print writes the report in plain Italian.
func (i *Import[R]) Print(w io.Writer) error { return (*i.report).Print(w) }

// MarshalJSON is the report.
func (i *Import[R]) MarshalJSON() ([]byte, error) { return json.Marshal(i.report) }

// RowsRead is how many rows the file has.
func (i *Import[R]) RowsRead() int { return i.file.RowsRead }

// Refused is how many rows do not enter; Store may find more.
func (i *Import[R]) Refused() int { return len(i.file.Faulty) }

// Enters says that something of the file can be stored.
func (i *Import[R]) Enters() bool { return i.accepts > 0 }

// Rejects is a CSV of the faulty rows with their reasons, to send back to the office.
func (i *Import[R]) Rejects() []byte { return i.file.Rejects() }

// Store writes what was accepted into the database of dsn, in one transaction; a dry run undoes it. waiting is called
// when another import is under way, before waiting for it. With nothing accepted it does not touch the database.
func (i *Import[R]) Store(ctx context.Context, dsn string, dryRun bool, waiting func()) error {
	if !i.Enters() {
		return nil
	}
	if err := postgres.Migrate(ctx, dsn); err != nil {
		return err
	}
	pool, err := postgres.OpenOwner(ctx, dsn)
	if err != nil {
		return err
	}
	defer pool.Close()
	intake := postgres.Intake{SHA256: i.file.SHA256, RowsRead: i.file.RowsRead, Refused: len(i.file.Faulty), At: i.at, DryRun: dryRun, Waiting: waiting}
	if err := i.store(ctx, pool, intake); err != nil {
		return fmt.Errorf("importing: %w", err)
	}
	return nil
}
