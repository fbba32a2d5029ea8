package api

import (
	"context"
	"fmt"
	"io"
	"time"

	"sportello/api/calendar"
	"sportello/api/internal/backoffice"
	"sportello/api/internal/postgres"
)

// TariFile is a TARI export of the back office to be taken in.
type TariFile struct {
	File     io.Reader
	Map      []byte // text of a mapping file; nil when everything is to be found out from the file
	At       time.Time
	Progress func(rows int) // called now and then while reading; may be nil
}

// TariImport is a file that has been read and judged, ready to be stored.
type TariImport struct {
	read *backoffice.Tari
	at   time.Time
}

// UnusableFile is a file or a mapping that cannot be used at all; its text tells the office what to do, in
// Italian. It holds no data of the file but column names.
type UnusableFile struct{ Cause error }

func (u UnusableFile) Error() string { return u.Cause.Error() }
func (u UnusableFile) Unwrap() error { return u.Cause }

// ReadTari reads and judges a file. It fails with UnusableFile; faulty rows are no failure, but in the report.
func ReadTari(in TariFile) (*TariImport, error) {
	options := backoffice.Options{Today: calendar.InRome(in.At), Progress: in.Progress}
	var encoding backoffice.Encoding
	if in.Map != nil {
		m, err := backoffice.ParseMap(in.Map)
		if err != nil {
			return nil, UnusableFile{Cause: err}
		}
		options.Map, encoding = m, m.Encoding
	}
	source, err := backoffice.Open(in.File, encoding)
	if err != nil {
		return nil, UnusableFile{Cause: err}
	}
	read, err := backoffice.ReadTari(source, options)
	if err != nil {
		return nil, UnusableFile{Cause: err}
	}
	return &TariImport{read: read, at: in.At}, nil
}

// Report tells what was read and, after Store, what was stored. It marshals to the JSON that scripts read and
// prints itself in Italian.
func (t *TariImport) Report() *backoffice.Report { return &t.read.Report }

// Rejects is a CSV of the faulty rows with their reasons, to send back to the office.
func (t *TariImport) Rejects() []byte { return t.read.Rejects() }

// Store writes the accepted positions into the database of dsn, in one transaction; a dry run undoes it.
// waiting is called when another import is under way, before waiting for it. With nothing accepted it does
// not touch the database.
func (t *TariImport) Store(ctx context.Context, dsn string, dryRun bool, waiting func()) error {
	if len(t.read.Accepted) == 0 {
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
	r := t.Report()
	done, err := postgres.ImportTari(ctx, pool, postgres.TariImport{
		SHA256: t.read.SHA256, RowsRead: r.RowsRead, Refused: len(r.Faulty), Accepted: t.read.Accepted,
		Held: t.read.Held, Years: t.read.Years, At: t.at, DryRun: dryRun, Waiting: waiting,
	})
	if err != nil {
		return fmt.Errorf("importing TARI: %w", err)
	}
	r.Stored = &backoffice.Stored{DryRun: dryRun, Inserted: done.Inserted, Updated: done.Updated, Unchanged: done.Unchanged, Missing: []backoffice.Missing{}}
	for _, k := range done.Missing {
		r.Stored.Missing = append(r.Stored.Missing, backoffice.Missing(k))
	}
	return nil
}
