package orca

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// speech makes records one second apart; "✂" is a cut, "⌨" a key.
func speech(pieces ...string) []record {
	var records []record
	for i, piece := range pieces {
		one := record{At: float64(i), Kind: said, Text: piece}
		switch piece {
		case "✂":
			one.Kind = cut
		case "⌨":
			one.Kind = pressed
		}
		records = append(records, one)
	}
	return records
}

func TestMatch(t *testing.T) {
	heard := speech("⌨", "Nome  e\ncognome campo inserimento", "Vai", "Nome due")
	for _, tt := range []struct {
		name    string
		phrases []string
		n, end  int
	}{
		{"nothing asked", nil, 0, 0},
		{"white space is one space", []string{"Nome e cognome"}, 1, 2},
		{"two in one piece", []string{"Nome", "campo"}, 2, 2},
		{"over pieces", []string{"campo", "Vai", "due"}, 3, 4},
		{"not in this order", []string{"Vai", "campo"}, 1, 3},
		{"not across pieces", []string{"inserimento Vai"}, 0, 0},
		{"the same phrase twice", []string{"Nome", "Nome"}, 2, 4},
		{"three times is too often", []string{"Nome", "Nome", "Nome"}, 2, 4},
		{"keys are not heard", []string{"⌨"}, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			n, end := match(heard, tt.phrases)
			if n != tt.n || end != tt.end {
				t.Errorf("match = %d, %d, want %d, %d", n, end, tt.n, tt.end)
			}
		})
	}
}

// The voice speaks 15 characters a second, and the pieces below come one second apart.
func TestUncut(t *testing.T) {
	long := strings.Repeat("parola ", 5) // 34 characters: more than two seconds
	for _, tt := range []struct {
		name   string
		pieces []string
		want   string
	}{
		{"nothing cut", []string{"breve", long}, "breve | " + strings.TrimSpace(long)},
		{"cut after its end", []string{"breve", "✂", "dopo"}, "breve | dopo"},
		{"cut in the middle", []string{long, "✂", "dopo"}, "dopo"},
		{"what waits behind a long one is lost too", []string{long, "breve", "✂", "dopo"}, "dopo"},
		{"a cut touches nothing after it", []string{"✂", long}, strings.TrimSpace(long)},
		{"what ended before is kept", []string{"breve", long, "✂"}, "breve"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, spoken(uncut(speech(tt.pieces...)))); diff != "" {
				t.Errorf("heard differs (-want +got):\n%s", diff)
			}
		})
	}
}

func TestListenDropsWhatIsNoRecord(t *testing.T) {
	tape := newTape()
	tape.listen(strings.NewReader(`{"t":1,"k":"say","s":"uno"}` + "\nnot a record\n" + `{"t":2,"k":"char","s":"è"}` + "\n"))
	all, _ := tape.from(0)
	if got := spoken(all); got != "uno | è" {
		t.Errorf("spoken = %q", got)
	}
}

func TestQuietWaitsForTheEndOfWork(t *testing.T) {
	tape := newTape()
	tape.add(record{Kind: working})
	began := time.Now()
	if tape.quiet(time.Millisecond, 60*time.Millisecond); time.Since(began) < 60*time.Millisecond {
		t.Error("quiet returned while Orca was at work")
	}
	tape.add(record{Kind: rested})
	began = time.Now()
	if tape.quiet(time.Millisecond, time.Minute); time.Since(began) > 30*time.Second {
		t.Error("quiet did not return after Orca's work")
	}
}

func TestWaitGivesUp(t *testing.T) {
	tape := newTape()
	if tape.wait(0, 10*time.Millisecond, func(all []record) bool { return len(all) > 0 }) {
		t.Error("wait is content with nothing")
	}
	go tape.add(record{Kind: said})
	if !tape.wait(0, time.Minute, func(all []record) bool { return len(all) > 0 }) {
		t.Error("wait missed a record")
	}
}

func TestReadXWDRefusesOtherFiles(t *testing.T) {
	for name, dump := range map[string][]byte{"empty": nil, "zeros": make([]byte, 200)} {
		if _, err := readXWD(dump); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
