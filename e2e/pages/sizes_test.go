package pages

import "testing"

// main are the pages with most on them, which stand for the others.
var main = map[string]bool{"a stranger": true, "at home, late and with a draft": true, "preferences": true, "help": true, "TARI overdue": true,
	"one year of TARI": true, "the service sheet": true, "question contact, answered": true, "nothing said to contact": true,
	"nothing said to alone": true, "checking the answers": true, "applications with a draft": true, "the receipt": true, "signing in": true,
	"for mother: checking the answers": true, "proxies: check before giving": true, "desk: the code": true, "shared: a yes or a no": true}

// TestAsThePersonLikesToRead proves the main pages with the letters, colours and distances that a person may
// choose: all at their utmost on a computer, each alone on a phone and the page with most on it.
func TestAsThePersonLikesToRead(t *testing.T) {
	all := "text=largest&contrast=high&spacing=wide"
	seen := 0
	for _, s := range sights() {
		if main[s.name] {
			seen++
			liked(t, s, all, 1280, 1024)
		}
		if s.name == "TARI overdue" {
			for _, one := range []string{"text=large", "text=larger", "contrast=high", "spacing=wide"} {
				liked(t, s, one, 360, 740)
			}
		}
	}
	if seen != len(main) {
		t.Errorf("%d of %d pages found", seen, len(main))
	}
}

func liked(t *testing.T, s sight, prefer string, width, height int) {
	t.Run(prefer+" "+s.name, func(t *testing.T) {
		t.Parallel()
		v := enter(t, s.who, prefer)
		v.NoScript()
		v.Viewport(width, height)
		v.goes(s)
		v.look(prefer, s)
	})
}
