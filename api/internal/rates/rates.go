// Package rates reads the files in which an office writes what the comune has decided for the taxes of a year: the
// tariffs of the TARI and the rates of the IMU.
//
// A file is JSON with numbers as people write them ("0,7312", in quotes), for a spreadsheet would round them and a
// number of JSON is a floating-point number. A file with one fault is refused whole, and every fault is named. It knows
// no database, and it does not say what a tax comes to.
package rates

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"sportello/api/taxes"
)

// File is what was read of a file.
type File struct {
	SHA256  [32]byte
	Decided taxes.Decided
}

// Faults are all that is wrong with a file, in Italian, for the office that wrote it.
type Faults []string

func (f Faults) Error() string {
	if len(f) == 1 {
		return "il file non va bene: " + f[0]
	}
	return fmt.Sprintf("il file ha %d errori:\n  - %s", len(f), strings.Join(f, "\n  - "))
}

// maxSize is far above what thirty years of rates take.
const maxSize = 1 << 20

// ReadTari reads a file of tariffs of the TARI. It fails with Faults.
func ReadTari(r io.Reader) (File, error) {
	f, years, err := readYears[tariYear](r)
	w := &reader{}
	for i, y := range years {
		if w.inYear(i, y.Year) {
			f.Decided.Tari = append(f.Decided.Tari, y.read(w))
		}
	}
	return f, errors.Join(err, w.end())
}

// ReadImu reads a file of rates of the IMU. It fails with Faults.
func ReadImu(r io.Reader) (File, error) {
	f, years, err := readYears[imuYear](r)
	w := &reader{}
	for i, y := range years {
		if w.inYear(i, y.Year) {
			f.Decided.Imu = append(f.Decided.Imu, y.read(w))
		}
	}
	return f, errors.Join(err, w.end())
}

// readYears reads the years of a file as they are written; with a fault, none.
func readYears[Y any](r io.Reader) (File, []Y, error) {
	var in struct {
		Years []Y `json:"anni"`
	}
	f, fault := open(r, &in)
	if fault == "" && len(in.Years) == 0 {
		fault = `non c'è nessun anno: ci vuole "anni": [ … ]`
	}
	if fault != "" {
		return f, nil, Faults{fault}
	}
	return f, in.Years, nil
}

// open reads JSON into a value, strictly: a name that is not known, or is there twice, is a fault and no surprise.
func open(r io.Reader, into any) (f File, fault string) {
	text, err := io.ReadAll(io.LimitReader(r, maxSize+1))
	switch {
	case err != nil:
		return f, "non si riesce a leggerlo: " + err.Error()
	case len(text) > maxSize:
		return f, "è troppo grande: questo tipo di file ha poche righe"
	}
	f.SHA256 = sha256.Sum256(text)
	if !utf8.Valid(text) {
		return f, "non è scritto in UTF-8: salvarlo di nuovo scegliendo la codifica UTF-8"
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if fault := twice(text); fault != "" {
		return f, fault
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return f, spelled(text, d.InputOffset(), err)
	}
	if _, err := d.Token(); err != io.EOF {
		return f, fmt.Sprintf("riga %d: dopo l'ultima parentesi c'è ancora qualcosa", line(text, d.InputOffset()))
	}
	return f, ""
}

// spelled says in Italian what JSON could not be read, and on which line.
func spelled(text []byte, at int64, err error) string {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Sprintf("riga %d, %s: il valore non è del tipo giusto. I numeri con la virgola stanno tra virgolette, \"0,7312\"; anni e giorni no", line(text, wrong.Offset), wrong.Field)
	}
	if wrong, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Sprintf("riga %d: virgole, virgolette o parentesi non sono al loro posto", line(text, wrong.Offset))
	}
	if _, name, ok := strings.Cut(err.Error(), "unknown field "); ok {
		return fmt.Sprintf("riga %d: il nome %s non è tra quelli previsti", line(text, at), name)
	}
	return "finisce troppo presto: manca qualche parentesi"
}

func line(text []byte, at int64) int {
	return 1 + bytes.Count(text[:min(max(at, 0), int64(len(text)))], []byte("\n"))
}

// twice names the first name that stands twice in one group: JSON would silently take the last. A name is the same in
// capitals.
func twice(text []byte) string {
	d := json.NewDecoder(bytes.NewReader(text))
	var groups []map[string]bool // nil for a list
	name := false                // a name of the group comes next
	for {
		t, err := d.Token()
		if err != nil {
			return "" // the decoder will say it better
		}
		key, isText := t.(string)
		switch {
		case t == json.Delim('{'):
			groups = append(groups, map[string]bool{})
		case t == json.Delim('['):
			groups = append(groups, nil)
		case t == json.Delim('}') || t == json.Delim(']'):
			groups = groups[:len(groups)-1]
		case name && isText:
			same := strings.ToLower(strings.ToUpper(key))
			if groups[len(groups)-1][same] {
				return fmt.Sprintf("riga %d: %q c'è due volte", line(text, d.InputOffset()), key)
			}
			groups[len(groups)-1][same], name = true, false
			continue
		}
		name = len(groups) > 0 && groups[len(groups)-1] != nil
	}
}
