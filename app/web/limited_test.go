package web_test

import (
	"strings"
	"testing"

	"sportello/api/identity"
)

// TestLimitedProxy: who may not see another person's taxes is told so, and never that nothing is owed: the bills are
// not in what they read, but they may well be late.
func TestLimitedProxy(t *testing.T) {
	f := seesTari()
	f.Who.Rights = identity.Rights{Tasks: []identity.Task{identity.See}, Services: []string{"telesoccorso"}}
	f.Tari, f.Imu.Holdings, f.Proxies, f.Applications = nil, nil, nil, nil
	h := host(t, &paper{folder: f}, &door{who: f.Who})
	for path, want := range map[string]string{
		"/tasse":            "Non può vedere le tasse di questa persona",
		"/tasse/tari":       "Non può vedere la TARI di questa persona",
		"/tasse/imu":        "Non può vedere l'IMU di questa persona",
		"/tasse/imu/simula": "Non può vedere l'IMU di questa persona",
		"/scadenze":         "Vede solo le scadenze che il permesso le fa vedere.",
	} {
		said := text(t, ask(h, "/per/"+givenID+path, nil))
		if !strings.Contains(said, want) {
			t.Errorf("%s does not say %q: %s", path, want, said)
		}
		for _, not := range []string{"Non deve pagare", "Non risulta nessun", "non c'è nulla da fare", "Le mie scadenze"} {
			if strings.Contains(said, not) {
				t.Errorf("%s says %q", path, not)
			}
		}
	}
}
