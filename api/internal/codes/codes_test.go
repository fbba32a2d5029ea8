package codes_test

import (
	"bytes"
	"strings"
	"testing"

	"sportello/api/internal/codes"
)

// A code is typed as it was heard, seen or copied.
func TestTyped(t *testing.T) {
	for _, row := range []struct {
		about, typed, code string
		ok                 bool
	}{
		{"as shown", "1234 5678", "12345678", true},
		{"without the gap", "12345678", "12345678", true},
		{"with dashes", "12-34-56-78", "12345678", true},
		{"with spaces at the ends", "  1234 5678\n", "12345678", true},
		{"with the space of a printed page", "1234\u00a05678", "12345678", true},
		{"the letter O for nought", "1O34 o678", "10340678", true},
		{"the letters I and l for one", "I234 l678", "12341678", true},
		{"one digit less", "1234 567", "", false},
		{"one digit more", "1234 56789", "", false},
		{"other letters", "1234 567B", "", false},
		{"nothing", "", "", false},
	} {
		if code, ok := codes.Normal(row.typed); code != row.code || ok != row.ok {
			t.Errorf("%s: %q is %q, %v; want %q, %v", row.about, row.typed, code, ok, row.code, row.ok)
		}
	}
}

func TestNew(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		code := codes.New()
		if again, ok := codes.Normal(codes.Group(code)); !ok || again != code {
			t.Fatalf("%q does not survive being shown and typed", code)
		}
		seen[code] = true
	}
	if len(seen) < 990 { // of 10^8, two equal in a thousand come once in two hundred runs
		t.Errorf("only %d different codes of 1000", len(seen))
	}
}

func TestMatch(t *testing.T) {
	hash, again := codes.Hash("12345678"), codes.Hash("12345678")
	if bytes.Equal(hash, again) {
		t.Error("two hashes of one code are equal: there is no salt")
	}
	if strings.Contains(string(hash), "12345678") {
		t.Error("the code stands in its hash")
	}
	changed := bytes.Clone(hash)
	changed[len(changed)-1] ^= 1
	for _, row := range []struct {
		about string
		hash  []byte
		code  string
		want  bool
	}{
		{"the code", hash, "12345678", true},
		{"the code, another salt", again, "12345678", true},
		{"another code", hash, "12345679", false},
		{"no such code", nil, "12345678", false},
		{"a hash of another version", append([]byte{2}, hash[1:]...), "12345678", false},
		{"a changed hash", changed, "12345678", false},
		{"a short hash", hash[:40], "12345678", false},
	} {
		if got := codes.Match(row.hash, row.code); got != row.want {
			t.Errorf("%s: %v", row.about, got)
		}
	}
}

// The three kinds of answer cost the same: compare the figures of its parts.
func BenchmarkMatch(b *testing.B) {
	hash := codes.Hash("12345678")
	for name, h := range map[string][]byte{"a code": hash, "no such code": nil} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				codes.Match(h, "12345679")
			}
		})
	}
}
