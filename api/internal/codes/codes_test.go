package codes_test

import (
	"bytes"
	"strings"
	"syscall"
	"testing"
	"time"

	"sportello/api/command"
	"sportello/api/internal/codes"
)

func TestNew(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		code := codes.New()
		if again, ok := command.TypedCode(command.ShownCode(code)); !ok || again != code {
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

// No code, a wrong code and the right code cost the same. The shortest of some in time of the processor, for others
// work on this machine too.
func TestMatchCostsTheSame(t *testing.T) {
	hash := codes.Hash("12345678")
	spent := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			t.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	shortest := func(hash []byte, code string) time.Duration {
		best := time.Hour
		for range 8 {
			start := spent()
			codes.Match(hash, code)
			best = min(best, spent()-start)
		}
		return best
	}
	none, wrong, right := shortest(nil, "12345678"), shortest(hash, "12345679"), shortest(hash, "12345678")
	t.Logf("no code %v, wrong %v, right %v", none, wrong, right)
	if slowest, fastest := max(none, wrong, right), min(none, wrong, right); slowest > fastest*3/2 {
		t.Errorf("%v to %v: whoever measures learns something", fastest, slowest)
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
