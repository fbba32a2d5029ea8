package api

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/internal/backoffice"
	"sportello/api/internal/postgres"
	"sportello/api/internal/rates"
)

// RatesImport is a file of tariffs or rates that was read and found sound. It enters whole or not at all, so that no
// row of it is ever sent back.
type RatesImport struct{ *Import[RatesReport] }

// Rejects is nothing: what is wrong with a file of rates is said at once, and all of it.
func (RatesImport) Rejects() []byte { return nil }

// RatesReport tells which years a file of rates speaks of and, after Store, what became of them.
type RatesReport struct {
	Years  []int              `json:"years"`
	Stored *backoffice.Stored `json:"database,omitempty"`
}

// ReadTariRates reads what the comune has decided for the TARI; the form of the file is in api/internal/rates. It fails
// with UnusableFile, which names every fault.
func ReadTariRates(in ImportFile) (RatesImport, error) { return readRates(in, rates.ReadTari) }

// ReadImuRates reads what the comune has decided for the IMU, as ReadTariRates does.
func ReadImuRates(in ImportFile) (RatesImport, error) { return readRates(in, rates.ReadImu) }

func readRates(in ImportFile, read func(io.Reader) (rates.File, error)) (RatesImport, error) {
	file, err := read(in.File)
	if err != nil {
		return RatesImport{}, UnusableFile{Cause: err}
	}
	r := &RatesReport{}
	for _, y := range file.Decided.Tari {
		r.Years = append(r.Years, y.Year)
	}
	for _, y := range file.Decided.Imu {
		r.Years = append(r.Years, y.Year)
	}
	store := func(ctx context.Context, pool *pgxpool.Pool, intake postgres.Intake) error {
		done, err := postgres.ImportRates(ctx, pool, intake, file.Decided)
		if err != nil {
			return err
		}
		s := stored(intake, done)
		r.Stored = &s
		return nil
	}
	counts := &backoffice.Report{SHA256: file.SHA256, RowsRead: len(r.Years)}
	return RatesImport{&Import[RatesReport]{report: r, file: counts, accepts: len(r.Years), at: in.At, store: store}}, nil
}

// Print writes the report in plain Italian, for the terminal of the office.
func (r RatesReport) Print(w io.Writer) error {
	years := strings.Join(strings.Fields(strings.Trim(fmt.Sprint(r.Years), "[]")), ", ")
	if _, err := fmt.Fprintf(w, "Il file va bene. Anni: %s.\n", years); err != nil || r.Stored == nil {
		return err
	}
	words := "In archivio: anni nuovi %d, cambiati %d, uguali a prima %d. Si vedono entro un minuto.\n"
	if r.Stored.DryRun {
		words = "Prova: anni nuovi %d, cambiati %d, uguali a prima %d. Non è stato scritto nulla.\n"
	}
	_, err := fmt.Fprintf(w, words, r.Stored.Inserted, r.Stored.Updated, r.Stored.Unchanged)
	return err
}
