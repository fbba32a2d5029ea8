package fines

import (
	"strings"
	"testing"
)

func TestID(t *testing.T) {
	for number, want := range map[string]string{
		"V/2026/004711": "V-2026-004711", "v 2026 004711": "V-2026-004711", " V--2026//004711. ": "V-2026-004711", "4711": "4711", "N° 12/A": "N-12-A",
		"12/bis": "12-BIS", "": "", "/-/": "", "è": "", "А": "", // the last is a Cyrillic letter
	} {
		if got := ID(number); got != want {
			t.Errorf("ID(%q) = %q, want %q", number, got, want)
		}
	}
}

func TestPlate(t *testing.T) {
	for typed, want := range map[string]string{"ab 123-cd": "AB123CD", " AB123CD\u00a0": "AB123CD", "m-ü 12": "MÜ12", "": "", " - ": ""} {
		if got := Plate(typed); got != want {
			t.Errorf("Plate(%q) = %q, want %q", typed, got, want)
		}
	}
}

// An address carries it as it is, and it is its own.
func FuzzID(f *testing.F) {
	for _, s := range []string{"V/2026/004711", "//", "è9", "a-b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, number string) {
		id := ID(number)
		if ID(id) != id || strings.Trim(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != "" || strings.Contains(id, "--") || strings.Trim(id, "-") != id {
			t.Fatalf("%q gives %q", number, id)
		}
		if p := Plate(number); Plate(p) != p || strings.ContainsAny(p, " -/") {
			t.Fatalf("%q gives the plate %q", number, p)
		}
	})
}
