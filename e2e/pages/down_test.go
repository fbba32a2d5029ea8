package pages

import (
	"net/http"
	"os"
	"testing"

	"sportello/api"
	"sportello/e2e/house"
)

// TestTownHallDown proves what people meet while the database does not answer: a page that says so, a form
// that was sent just then, and on the phone the pages that it keeps.
func TestTownHallDown(t *testing.T) {
	city, in, stop := mortal(t)
	open := func(lang, path string) visitor {
		v := enter(t, nobody, "")
		v.city, v.prefer = city, "lang="+lang
		v.prefers()
		v.cookies(in, plain)
		v.Viewport(360, 740)
		if path != "" {
			v.NoScript()
			v.Open(city.URL + path)
		}
		return v
	}
	phone := open("it", "")
	phone.Open(city.URL + "/")
	phone.WaitFor("self.sportello&&sportello.visit&&sportello.page.kept", patience)
	phone.Tolerate("503") // asked for news, the town hall says that it is down
	asking := []visitor{open("it", flow+"/phone"), open("en", flow+"/phone")}
	reading := []visitor{open("it", "/"), open("en", "/")}
	stop()
	for i, lang := range []string{"it", "en"} {
		reading[i].Open(city.URL + "/tasse/tari")
		reading[i].isDown("down " + lang + ", reading")
		asking[i].put(answers[1].say)
		asking[i].Loads(asking[i].press)
		asking[i].isDown("down " + lang + ", sending")
		reading[i].Open(city.URL + "/aiuto")
		reading[i].prove("down " + lang + ", help")
	}
	phone.asks(city.URL+"/tasse/tari", nil)
	phone.prove("down, TARI on the phone", replaced)
}

func (v visitor) isDown(name string) {
	v.t.Helper()
	if v.Status() != http.StatusServiceUnavailable {
		v.t.Errorf("%s: status %d", name, v.Status())
	}
	v.prove(name)
}

// mortal is a town of its own, and a function that takes its database away.
func mortal(t *testing.T) (*house.House, *inhabitants, func()) {
	t.Helper()
	folder, err := os.MkdirTemp("", "sportello-pages-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	if err := os.Chmod(folder, 0o711); err != nil { // so that root can hand it to the user postgres
		t.Fatal(err)
	}
	pg, err := api.StartPrivate(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pg.Stop)
	city := house.For(t, house.Options{Demo: true, DatabaseURL: pg.DSN})
	in := &inhabitants{clients: map[string]*http.Client{}}
	if err := in.enter(city, plain); err != nil {
		t.Fatal(err)
	}
	return city, in, pg.Stop
}
