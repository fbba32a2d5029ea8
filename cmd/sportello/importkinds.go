package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"sportello/api"
)

// taken is a file that has been read and judged, of whatever kind. It marshals to the JSON that scripts read.
type taken interface {
	Print(io.Writer) error // the report, in Italian
	RowsRead() int
	Refused() int // rows that do not enter; Store may find more
	Enters() bool // something of it can be stored; else the database is not touched
	Rejects() []byte
	Store(ctx context.Context, dsn string, dryRun bool, waiting func()) error
}

// importKind is a kind of file that can be taken in.
type importKind struct {
	about string // what the file is, in Italian
	read  func(api.ImportFile) (taken, error)
}

// importKinds are the kinds, by their name on the command line. The map of a comune for a kind is
// assets/comuni/<comune>/<kind>-map.json.
var importKinds = map[string]importKind{
	"tari":     {"l'estratto TARI del gestionale dei tributi: una riga per rata", reads(api.ReadTari)},
	"imu":      {"gli immobili posseduti: una riga per persona, immobile e periodo", reads(api.ReadImu)},
	"payments": {"i versamenti con F24: una riga per rigo del modello", reads(api.ReadPayments)},
	"fines":    {"le multe della polizia locale: una riga per verbale", reads(api.ReadFines)},

	"tari-rates": {"le tariffe TARI decise per uno o più anni (JSON)", reads(api.ReadTariRates)},
	"imu-rates":  {"le aliquote IMU decise per uno o più anni (JSON)", reads(api.ReadImuRates)},
}

// reads gives what a reading gives, or nothing.
func reads[T taken](read func(api.ImportFile) (T, error)) func(api.ImportFile) (taken, error) {
	return func(in api.ImportFile) (taken, error) {
		t, err := read(in)
		if err != nil {
			return nil, err
		}
		return t, nil
	}
}

const importOptions = `
FILE è un CSV, o JSON per tariffe e aliquote; «-» legge dallo standard input.

  --map MAPPA.json    dice come è scritto il file; un nome senza punto (seregno) è una mappa già pronta
  --dry-run           fa tutto, poi annulla: serve a provare
  --json              stampa il resoconto in JSON
  --rejects FILE.csv  scrive le righe rifiutate con il motivo, da rendere all'ufficio

Il database è quello di DATABASE_URL; senza, quello privato nella cartella DATA.

Esce con 0 se ha finito (anche con righe rifiutate), 1 se il file o la mappa non si può usare,
2 se il comando è sbagliato, 3 se nulla del file può entrare, 4 se il database non risponde.
`

// importUsage says how to call the command, with a line for each kind of file.
func importUsage() string {
	var b strings.Builder
	b.WriteString("Uso: sportello import TIPO FILE [opzioni]\n\nTIPO dice che cosa è il file:\n\n")
	for _, name := range slices.Sorted(maps.Keys(importKinds)) {
		fmt.Fprintf(&b, "  %-12s %s\n", name, importKinds[name].about)
	}
	return b.String() + importOptions
}
