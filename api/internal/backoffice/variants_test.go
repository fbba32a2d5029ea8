package backoffice

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
)

// variant is how another office would write the same data.
type variant struct {
	name               string
	separator, ending  string
	decimal, thousands string
	date               func(day, month, year string) string
	encode             func(string) []byte
	rename             map[string]string // header names; others stay
	reverse            bool              // columns in the opposite order
	quoteAll           bool
	header             string // lines before the header
}

func utf16le(s string) []byte {
	out := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

func utf16be(s string) []byte {
	out := []byte{0xfe, 0xff}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u>>8), byte(u))
	}
	return out
}

func with(c *charmap.Charmap) func(string) []byte {
	return func(s string) []byte {
		out, err := c.NewEncoder().Bytes([]byte(s))
		if err != nil {
			panic(err)
		}
		return out
	}
}

var variants = []variant{
	{name: "UTF-8 with BOM, comma, point, ISO", separator: ",", ending: "\r\n", decimal: ".",
		date:   func(d, m, y string) string { return y + "-" + m + "-" + d },
		encode: func(s string) []byte { return []byte("\xef\xbb\xbf" + s) },
		rename: map[string]string{"COD_FISC": "Codice Fiscale", "COD_UTENZA": "id_utenza", "N_RATA": "N° rata", "DI_RATE": "Rate Totali", "MQ": "Superficie (m²)",
			"IMPORTO_RATA": "importo", "AVVISO": "Numero Avviso", "ANNO": "anno di riferimento", "SCADENZA": "Data Scadenza", "PAGATO": "Importo Pagato", "DATA_PAG": "data_pagamento",
			"QUOTA_VAR": "Quota Variabile", "RID_PERC": "% riduzione", "TOTALE": "Totale dovuto", "OCCUPANTI": "N. componenti"}},
	{name: "columns reversed", separator: ";", ending: "\n", decimal: ",", thousands: ".", date: italian("."), encode: with(charmap.Windows1252), reverse: true},
	{name: "UTF-16 LE, tabs", separator: "\t", ending: "\r\n", decimal: ",", date: italian("-"), encode: utf16le},
	{name: "UTF-16 BE, tabs, all quoted", separator: "\t", ending: "\n", decimal: ",", date: italian("/"), encode: utf16be, quoteAll: true},
	{name: "bars, dates run together, old Mac line ends", separator: "|", ending: "\r", decimal: ".",
		date:   func(d, m, y string) string { return y + m + d },
		encode: func(s string) []byte { return []byte(s) }, quoteAll: true},
	{name: "DOS letters, time of day", separator: ";", ending: "\r\n", decimal: ",",
		date: func(d, m, y string) string { return d + "/" + m + "/" + y + " 00:00:00" }, encode: with(charmap.CodePage850)},
	{name: "a line for Excel and titles", separator: ";", ending: "\r\n", decimal: ",", thousands: ".", date: italian("/"), encode: with(charmap.Windows1252),
		header: "sep=;\r\nEstratto TARI;2023-2024\r\n"},
}

func italian(sign string) func(d, m, y string) string {
	return func(d, m, y string) string { return d + sign + m + sign + y }
}

// write rewrites the sample as the variant's office would.
func (v variant) write(t *testing.T) []byte {
	s, err := source(sample(t), Windows1252)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	out.WriteString(v.header)
	rows := newRecords(s.text, ';')
	rows.want = 34
	for rec := rows.next(); rec != nil; rec = rows.next() {
		cells := make([]string, 0, 34)
		for _, f := range rec.fields {
			word, _ := s.word(f)
			cells = append(cells, v.cell(word))
		}
		if v.reverse && len(cells) == 34 {
			for i := range 17 {
				cells[i], cells[33-i] = cells[33-i], cells[i]
			}
		}
		out.WriteString(strings.Join(cells, v.separator) + v.ending)
	}
	return v.encode(out.String())
}

func (v variant) cell(word string) string {
	if name, ok := v.rename[word]; ok {
		word = name
	}
	if len(word) == 10 && word[2] == '/' && word[5] == '/' {
		word = v.date(word[:2], word[3:5], word[6:])
	}
	if whole, cents, ok := strings.Cut(word, ","); ok && len(cents) == 2 && len(whole) <= 5 {
		word = whole + v.decimal + cents
	}
	if v.quoteAll || strings.ContainsAny(word, v.separator+"\"") {
		word = `"` + strings.ReplaceAll(word, `"`, `""`) + `"`
	}
	return word
}

// Another office's export of the same data gives the same report, line by line, with no mapping file.
func TestOtherOffices(t *testing.T) {
	for _, v := range variants {
		t.Run(v.name, func(t *testing.T) {
			got := read(t, v.write(t), nil)
			for i := range got.Report.Faulty {
				got.Report.Faulty[i].Line -= strings.Count(v.header, "\n")
			}
			if diff := cmp.Diff(expected(t), asJSON(t, got.Report)); diff != "" {
				t.Errorf("(-expected +got):\n%s", diff)
			}
			plain := read(t, sample(t), seregno(t))
			if diff := cmp.Diff(plain.Accepted, got.Accepted); diff != "" && len(got.Accepted) == len(plain.Accepted) {
				t.Errorf("positions differ (-sample +variant):\n%s", diff[:min(len(diff), 2000)])
			}
		})
	}
}
