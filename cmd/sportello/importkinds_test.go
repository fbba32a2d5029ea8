package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sportello/api/fines"
	"sportello/api/payments"
)

const (
	holdingsFile = "COD_FISC;COD_IMMOBILE;TIPO;CAT;VALORE;DAL;QUOTA;DIRITTO;USO\r\n" +
		"RSSMRA85T10A562S;I1;fabbricato;A/3;650,00;01/01/2015;100%;proprietà;abitazione principale\r\n" +
		"MLLSNT82P65Z404U;I1;fabbricato;A/3;650,00;01/01/2015;1/2;proprietà;altro\r\n"
	paymentsFile = "ID_RIGA;COD_FISC;COD_ENTE;TRIBUTO;ANNO;ACCONTO;DATA_PAG;IMPORTO\r\n" +
		"F1;RSSMRA85T10A562S;I625;3918;2026;1;16/06/2026;464,00\r\n" +
		"F2;RSSMRA85T10A562S;F205;3918;2026;1;16/06/2026;464,00\r\n" +
		"F3;RSSMRA85T10A562S;I625;TEFA;2026;0;16/06/2026;4,00\r\n"
	finesFile = "NUM_VERBALE;TARGA;COD_FISC;DATA_VIOLAZIONE;LUOGO;VIOLAZIONE;DATA_NOTIFICA;SCONTATO;RIDOTTO;PIENO\r\n" +
		"V/1;AB123CD;RSSMRA85T10A562S;12/10/2026;Via Po;Sosta;02/11/2026;43,20;55,80;100,30\r\n" +
		"V/2;AB123CD;RSSMRA85T10A562S;12/10/2026;Via Po;Sosta;11/10/2026;43,20;55,80;100,30\r\n" +
		"V/3;AB123CD;12345678901;12/10/2026;Via Po;Sosta;;43,20;55,80;100,30\r\n"
)

// What the office reads on its terminal, one file after the other on one database. The row that contradicts the
// database is in the file to send back, beside the one that was wrong by itself.
func TestImportOfEveryKindTellsTheOffice(t *testing.T) {
	dsn, _, _ := privateTown(t)
	rejects := filepath.Join(t.TempDir(), "scarti.csv")
	cases := []struct {
		name, stdin string
		args        []string
		code        int
		says        []string
	}{
		{"holdings", holdingsFile, []string{"imu", "-"}, exitDone, []string{"Lette 2 righe, con 2 persone", "immobile I1, dal 01/01/2015: 3/2", "2 nuovi, 0 aggiornati, 0 invariati, 0 tolti"}},
		{"holdings again", holdingsFile, []string{"imu", "-"}, exitDone, []string{"0 nuovi, 0 aggiornati, 2 invariati, 0 tolti"}},
		{"one person of two", holdingsFile[:strings.Index(holdingsFile, "MLLSNT")], []string{"imu", "-", "--dry-run"}, exitDone,
			[]string{"Prova", "1 invariati", "Non è stato scritto nulla", "non più nel file: 1 persona"}},
		{"payments", paymentsFile, []string{"payments", "-"}, exitDone, []string{"Versamenti che entrano: 1", "tributo TEFA: 1 riga", "un altro Comune (colonna COD_ENTE)", "1 nuovi"}},
		{"payments changed", strings.Replace(paymentsFile, "464", "465", 1), []string{"payments", "-", "--rejects", rejects}, exitDone, []string{"già in archivio con dati diversi", "0 nuovi, 0 che c'erano già"}},
		{"fines", finesFile, []string{"fines", "-"}, exitDone, []string{"Multe che entrano: 1", "di ditte o enti, che non hanno un fascicolo: 1 riga",
			"riga       3  La notifica è prima della violazione (colonna DATA_NOTIFICA)", "multe: 1 nuove", "Avvisi pagoPA fatti da noi per 1 multa"}},
		{"fines again", finesFile, []string{"fines", "-", "--dry-run"}, exitDone, []string{"Prova: in archivio sarebbero 0 multe nuove, 0 aggiornate, 1 invariate"}},
		{"nothing of the IMU", paymentsFile[:strings.Index(paymentsFile, "F1;")] + paymentsFile[strings.Index(paymentsFile, "F3;"):], []string{"payments", "-"}, exitNothing, []string{"Nulla del file può entrare"}},
	}
	for _, c := range cases {
		var out, errs bytes.Buffer
		code := runImport(t.Context(), c.args, importEnv{Stdin: strings.NewReader(c.stdin), Stdout: &out, Stderr: &errs, Entity: "I625",
			Creditor: payments.Creditor{Code: demoCreditor, Segregation: 48}, Fines: fines.Rules{DiscountDays: 5, ReducedDays: 60},
			Now:      func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) },
			Database: func(context.Context) (string, error) { return dsn, nil }})
		if code != c.code {
			t.Errorf("%s: exit %d, want %d: %s", c.name, code, c.code, errs.String())
		}
		for _, want := range c.says {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s does not say %q:\n%s", c.name, want, out.String())
			}
		}
	}
	text, err := os.ReadFile(rejects)
	if err != nil || !bytes.Contains(text, []byte("2;La riga è già in archivio")) || !bytes.Contains(text, []byte("3;Il versamento è per un altro Comune")) {
		t.Errorf("to send back: %q, %v", text, err)
	}
}
