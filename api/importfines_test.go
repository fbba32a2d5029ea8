package api_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api"
	"sportello/api/fines"
	"sportello/api/internal/postgres/pgtest"
	"sportello/api/payments"
)

const (
	finesHeader = "NUM_VERBALE;TARGA;COD_FISC;COGNOME;NOME;DATA_VIOLAZIONE;ORA;LUOGO;VIOLAZIONE;ARTICOLO;DATA_NOTIFICA;SCONTATO;RIDOTTO;PIENO;SPESE;STATO;PAGATO;DATA_PAG;AVVISO_SCONTATO;AVVISO_RIDOTTO\r\n"
	finesFile   = finesHeader +
		"V/2026/1;AB123CD;RSSMRA85T10A562S;Rossi;Niccolò;12/10/2026;8.05;Via Roma;Sosta vietata;158 c. 2;02/11/2026;43,20;55,80;100,30;13,80;;;;;\r\n" +
		"V/2026/2;AB123CD;RSSMRA85T10A562S;Rossi;Niccolò;12/10/2026;;Via Roma;Corsia riservata;7 c. 14;02/11/2026;74,70;100,80;185,80;13,80;;;;348000000000000001;348000000000000002\r\n" +
		"V/2026/3;ZZ999ZZ;MLLSNT82P65Z404U;Miller;Samantha;20/11/2026;;Via Po;Sosta vietata;158;;;42,00;86,50;;;;;;\r\n"
)

// readFines reads fines as a comune with the segregation code 48 does.
func readFines(in api.ImportFile) (*api.FinesImport, error) {
	in.Fines = fines.Rules{DiscountDays: 5, ReducedDays: 60}
	in.Creditor = payments.Creditor{Code: "00000000000", Segregation: 48}
	return api.ReadFines(in)
}

// From a file to the database and back to the report: the same again, in another encoding, and then a changed one. Our own
// notice numbers are made once, and stay.
func TestImportOfFines(t *testing.T) {
	dsn := pgtest.Empty(t)
	whole := map[string]any{"rows_read": 3.0, "rows_repeated_exactly": 0.0, "faulty_rows": []any{}, "fines_accepted": 3.0, "companies_set_aside": 0.0}
	paid := strings.Replace(finesFile, "13,80;;;;348", "13,80;pagato;74,70;06/11/2026;348", 1)
	for _, c := range []struct {
		name, text string
		encode     func(string) []byte
		want       map[string]any
	}{
		{"first", finesFile, nil, map[string]any{"inserted": 3.0, "updated": 0.0, "unchanged": 0.0, "refused": 0.0, "notices_made_for": 1.0}},
		{"again", finesFile, latin, map[string]any{"inserted": 0.0, "updated": 0.0, "unchanged": 3.0, "refused": 0.0, "notices_made_for": 0.0}},
		{"one paid", paid, nil, map[string]any{"inserted": 0.0, "updated": 1.0, "unchanged": 2.0, "refused": 0.0, "notices_made_for": 0.0}},
		{"some only", finesFile[:strings.Index(finesFile, "V/2026/2")], nil, map[string]any{"inserted": 0.0, "updated": 0.0, "unchanged": 1.0, "refused": 0.0, "notices_made_for": 0.0}},
	} {
		file, database, _ := stored(t, dsn, c.text, c.encode, readFines)
		if c.name != "some only" {
			if diff := cmp.Diff(whole, file); diff != "" {
				t.Errorf("%s, file (-want +got):\n%s", c.name, diff)
			}
		}
		if diff := cmp.Diff(c.want, database); diff != "" {
			t.Errorf("%s, database (-want +got):\n%s", c.name, diff)
		}
	}
	var discount, reduced, full, until string // the 60th day is 1 January
	err := pgtest.Owner(t, dsn).QueryRow(t.Context(), `select nav_discounted, nav_reduced, nav_full, discount_to || ' ' || reduced_to from fine where id = 'V-2026-1'`).
		Scan(&discount, &reduced, &full, &until)
	if err != nil || until != "2026-11-07 2027-01-02" {
		t.Errorf("last days %s, %v", until, err)
	}
	for _, nav := range []string{discount, reduced, full} {
		if !strings.HasPrefix(nav, "348") || len(nav) != 18 {
			t.Errorf("a notice number of ours: %q", nav)
		}
	}
}

// A notice number of another debt is found only in the database, and named like any other fault. A fine never takes it.
func TestImportOfFinesRefusesATakenNotice(t *testing.T) {
	dsn := pgtest.Empty(t)
	stored(t, dsn, finesFile, nil, readFines)
	taken := strings.NewReplacer("V/2026/2", "V/2026/9", "V/2026/1;", "V/2026/8;").Replace(finesFile)
	file, database, rejects := stored(t, dsn, taken, nil, readFines)
	if diff := cmp.Diff(map[string]any{"inserted": 1.0, "updated": 0.0, "unchanged": 1.0, "refused": 1.0, "notices_made_for": 1.0}, database); diff != "" {
		t.Errorf("database (-want +got):\n%s", diff)
	}
	if file["fines_accepted"] != 2.0 || !strings.Contains(rejects, "3;L'avviso è già in archivio per un altro debito") {
		t.Errorf("%v accepted, to send back: %s", file["fines_accepted"], rejects)
	}
}

// Without a creditor no number is made; a fine that was not notified has none in any case.
func TestImportOfFinesWithoutCreditor(t *testing.T) {
	dsn := pgtest.Empty(t)
	_, database, _ := stored(t, dsn, finesFile, nil, api.ReadFines)
	if database["notices_made_for"] != 0.0 || database["inserted"] != 3.0 {
		t.Errorf("%v", database)
	}
}
