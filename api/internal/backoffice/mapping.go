package backoffice

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Map says how one office writes its file. Every part may be left out: what is missing is found out from the
// file, columns by the names that offices commonly use.
type Map struct {
	Encoding  Encoding          `json:"encoding"`  // utf-8, windows-1252, iso-8859-1, cp850, utf-16le, utf-16be
	Separator string            `json:"separator"` // one character
	Decimal   string            `json:"decimal"`   // "," or "."
	Thousands string            `json:"thousands"` // one character, or "" for the other of , and .
	Cents     bool              `json:"cents"`     // sums are written in cents, without a decimal sign
	Date      DateForm          `json:"date"`
	Columns   map[Field]Columns `json:"columns"`
	Skip      []Skip            `json:"skip"`
	// Components false lets in positions whose components do not make up the total, for files that leave some out.
	Components *bool `json:"components"`
}

// Columns are the header names of a field; the cells of several are joined with a blank.
type Columns []string

// UnmarshalJSON reads one name or a list of names.
func (c *Columns) UnmarshalJSON(b []byte) error {
	var one string
	if json.Unmarshal(b, &one) == nil {
		*c = Columns{one}
		return nil
	}
	return json.Unmarshal(b, (*[]string)(c))
}

// Skip leaves out the rows whose cell is one of the values, such as cancelled bills. Case does not matter.
type Skip struct {
	Column string   `json:"column"`
	Is     []string `json:"is"`
}

// ParseMap reads the text of a mapping file for a kind of file. It fails with a sentence for the office on an unknown
// key, field or value.
func ParseMap(kind *Kind, text []byte) (*Map, error) {
	m := &Map{}
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))))
	d.DisallowUnknownFields()
	if err := d.Decode(m); err != nil {
		return nil, fmt.Errorf(wordMapBroken, err)
	}
	return m, m.check(kind)
}

func (m *Map) check(kind *Kind) error {
	for f := range m.Columns {
		if _, known := kind.names[f]; !known {
			return fmt.Errorf(wordMapField, f, strings.Join(kind.fieldNames(), ", "))
		}
	}
	switch {
	case len(m.Separator) > 1 || m.Separator == `"`:
		return fmt.Errorf(wordMapValue, "separator", m.Separator)
	case m.Decimal != "" && m.Decimal != "," && m.Decimal != ".":
		return fmt.Errorf(wordMapValue, "decimal", m.Decimal)
	case len(m.Thousands) > 1 || m.Thousands != "" && m.Thousands == m.Decimal:
		return fmt.Errorf(wordMapValue, "thousands", m.Thousands)
	case m.Date != "" && !slices.Contains(dateForms, m.Date):
		return fmt.Errorf(wordMapDate, m.Date, dateForms)
	case m.Encoding != "" && tables[m.Encoding] == nil && !slices.Contains([]Encoding{UTF8, UTF16LE, UTF16BE}, m.Encoding):
		return ErrEncoding
	}
	return nil
}
