package orca

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// kind says what a record is. "say", "char" and "cut" come from the stand-in speechd.py, the rest from reader.py.
type kind string

const (
	said    kind = "say"    // Orca speaks a text
	spelled kind = "char"   // Orca speaks one character
	cut     kind = "cut"    // Orca stops speaking
	pressed kind = "key"    // Orca received a key press
	working kind = "busy"   // Orca begins to handle an event or a command
	rested  kind = "idle"   // Orca has handled it
	loaded  kind = "loaded" // Orca was told that a document has loaded
	noted   kind = "step"   // written by the test: a step begins
	lost    kind = "lost"   // made by uncut from a "say" that was cut off
)

// insidePage ends the text of a key record when Orca's focus was inside a web page.
const insidePage = " page"

// pace is how fast Orca speaks at its normal rate, in characters a second: 175 words of 5 letters a minute.
const pace = 15

// record is one line from Orca. At is in seconds since 1970.
type record struct {
	At   float64 `json:"t"`
	Kind kind    `json:"k"`
	Text string  `json:"s"`
}

// match counts how many of the phrases are spoken, in this order, each inside one piece of speech. end is the
// position after the piece that holds the last of them.
func match(records []record, phrases []string) (n, end int) {
	for i, one := range records {
		for text := one.speech(); n < len(phrases); n++ {
			_, rest, found := strings.Cut(text, phrases[n])
			if !found {
				break
			}
			text, end = rest, i+1
		}
	}
	return n, end
}

// uncut gives the same records, with every text that was cut off before it could be spoken marked as lost. The
// stand-in speaks in no time, so the time a voice would need is worked out from the length of the text.
func uncut(records []record) []record {
	records = slices.Clone(records)
	free := 0.0 // when the voice will have spoken all it was given
	first := 0  // the first record of which the voice may still be speaking
	ends := make([]float64, len(records))
	for i, one := range records {
		switch text := one.speech(); {
		case text != "":
			free = max(free, one.At) + float64(utf8.RuneCountInString(text))/pace
			ends[i] = free
		case one.Kind == cut:
			for j := first; j < i; j++ {
				if ends[j] > one.At {
					records[j].Kind = lost
				}
			}
			first, free = i, one.At
		}
	}
	return records
}

// speech is what a record speaks, with single spaces; "" when it speaks nothing.
func (r record) speech() string {
	if r.Kind != said && r.Kind != spelled {
		return ""
	}
	return strings.Join(strings.Fields(r.Text), " ")
}

// spoken joins all speech, one piece a " | ".
func spoken(records []record) string {
	var pieces []string
	for _, one := range records {
		if text := one.speech(); text != "" {
			pieces = append(pieces, text)
		}
	}
	return strings.Join(pieces, " | ")
}

func count(records []record, k kind) (n int) {
	for _, one := range records {
		if one.Kind == k {
			n++
		}
	}
	return n
}

// write prints the tape for people: seconds since the first record, then steps, keys and speech.
func write(w io.Writer, records []record) {
	mark := map[kind]string{said: "    ", spelled: "    ", cut: "    ✂", pressed: "  ⌨ ", loaded: "  page loaded", noted: "## "}
	for _, one := range records {
		if m, ok := mark[one.Kind]; ok {
			fmt.Fprintf(w, "%7.2f %s%s\n", one.At-records[0].At, m, strings.Join(strings.Fields(one.Text), " "))
		}
	}
}
