// Package backoffice reads the files that a comune's tax office exports, whatever program wrote them, and
// turns their rows into the types of the capabilities. It takes in what is certain, and names every other row
// by line and reason so that the office can mend it.
//
// It does not store anything, does not work out any tax, and never guesses a value: a form that cannot be
// told from the data is stated in a mapping file.
package backoffice

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Encoding is how a file writes letters.
type Encoding string

// The encodings a mapping file may name. UTF-16 is told by its byte-order mark or its NUL bytes.
const (
	UTF8        Encoding = "utf-8"
	UTF16LE     Encoding = "utf-16le"
	UTF16BE     Encoding = "utf-16be"
	Windows1252 Encoding = "windows-1252"
	Latin1      Encoding = "iso-8859-1"
	CP850       Encoding = "cp850"
)

// tables are the encodings of one byte a letter. Latin1 is read as the superset that Windows writes.
var tables = map[Encoding]*charmap.Charmap{
	Windows1252: charmap.Windows1252, Latin1: charmap.Windows1252, CP850: charmap.CodePage850,
}

// largest is the most bytes a file may have: ten times the export of a city of a million people.
const largest = 1 << 30

// Source is a whole file in memory.
type Source struct {
	SHA256   [32]byte // of the file as it came
	Size     int      // bytes as it came
	Encoding Encoding
	BOM      bool
	text     []byte           // UTF-8, or one byte a letter
	table    *charmap.Charmap // nil when text is UTF-8
}

// Open reads a file. It fails on files that are not text (workbooks, archives) and on unknown encodings.
// An empty encoding is found out from the bytes.
func Open(r io.Reader, as Encoding) (*Source, error) {
	raw, err := io.ReadAll(io.LimitReader(r, largest+1))
	if err != nil {
		return nil, fmt.Errorf("reading the file: %w", err)
	}
	if len(raw) > largest {
		return nil, ErrTooLarge
	}
	return source(raw, as)
}

func source(raw []byte, as Encoding) (*Source, error) {
	switch {
	case len(bytes.TrimSpace(raw)) == 0:
		return nil, ErrEmpty
	case bytes.HasPrefix(raw, []byte("PK\x03\x04")), bytes.HasPrefix(raw, []byte("\xd0\xcf\x11\xe0")):
		return nil, ErrWorkbook
	case bytes.HasPrefix(raw, []byte("\x1f\x8b")), bytes.HasPrefix(raw, []byte("%PDF")):
		return nil, ErrNotText
	}
	s := &Source{SHA256: sha256.Sum256(raw), Size: len(raw), Encoding: as}
	body, marked := s.mark(raw)
	if s.Encoding == "" {
		s.Encoding = guess(body)
	}
	s.BOM = marked != 0
	switch s.Encoding {
	case UTF8:
		s.text = body
	case UTF16LE, UTF16BE:
		s.text = fromUTF16(body, s.Encoding == UTF16BE)
	default:
		if s.table = tables[s.Encoding]; s.table == nil {
			return nil, ErrEncoding
		}
		if as != "" && !ascii(body) && utf8.Valid(body) {
			return nil, ErrIsUTF8
		}
		s.text = body
	}
	return s, nil
}

// mark takes off a byte-order mark, which beats any stated encoding, and gives its length.
func (s *Source) mark(raw []byte) ([]byte, int) {
	for _, m := range []struct {
		bytes string
		means Encoding
	}{{"\xef\xbb\xbf", UTF8}, {"\xff\xfe", UTF16LE}, {"\xfe\xff", UTF16BE}} {
		if bytes.HasPrefix(raw, []byte(m.bytes)) {
			s.Encoding = m.means
			return raw[len(m.bytes):], len(m.bytes)
		}
	}
	return raw, 0
}

// guess tells an encoding from the bytes alone.
func guess(b []byte) Encoding {
	head := b[:min(len(b), 4096)]
	if zeros := bytes.Count(head, []byte{0}); zeros > len(head)/4 {
		if head[0] == 0 {
			return UTF16BE
		}
		return UTF16LE
	}
	good, bad, dos := 0, 0, 0
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			bad++
			if bytes.IndexByte(dosVowels, b[i]) >= 0 {
				dos++
			}
		} else {
			good++
		}
		i += size
	}
	switch {
	case good >= bad:
		return UTF8 // Latin letters almost never look like UTF-8: the bad bytes are damage, named row by row
	case dos == bad:
		return CP850
	}
	return Windows1252
}

// dosVowels are à è é ì ò ù as DOS programs write them; in Windows-1252 they are signs nobody types.
var dosVowels = []byte{0x85, 0x8a, 0x82, 0x8d, 0x95, 0x97}

func fromUTF16(b []byte, big bool) []byte {
	units := make([]uint16, len(b)/2)
	for i := range units {
		lo, hi := b[2*i], b[2*i+1]
		if big {
			lo, hi = hi, lo
		}
		units[i] = uint16(hi)<<8 | uint16(lo)
	}
	return []byte(string(utf16.Decode(units)))
}

// word decodes one cell; false when it holds bytes that the encoding does not know.
func (s *Source) word(b []byte) (string, bool) {
	if ascii(b) {
		return string(b), true
	}
	if s.table == nil {
		return string(b), utf8.Valid(b)
	}
	out := make([]byte, 0, len(b)+8)
	for _, c := range b {
		r := s.table.DecodeByte(c)
		if r == utf8.RuneError || r >= 0x80 && r < 0xa0 {
			return string(out), false
		}
		out = utf8.AppendRune(out, r)
	}
	return string(out), true
}

// encode writes a text as the file is encoded; letters the encoding lacks become question marks.
func (s *Source) encode(text string) []byte {
	switch {
	case s.Encoding == UTF16LE || s.Encoding == UTF16BE:
		out := make([]byte, 0, 2*len(text))
		for _, u := range utf16.Encode([]rune(text)) {
			out = append(out, byte(u), byte(u>>8))
		}
		return out
	case s.table == nil:
		return []byte(text)
	}
	out := make([]byte, 0, len(text))
	for _, r := range text {
		c, ok := s.table.EncodeRune(r)
		if !ok {
			c = '?'
		}
		out = append(out, c)
	}
	return out
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
