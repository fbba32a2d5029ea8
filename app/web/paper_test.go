package web_test

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"sportello/api/applications"
	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/flow"
	"sportello/api/folder"
	"sportello/api/help"
	"sportello/api/identity"
	"sportello/api/money"
	"sportello/api/payments"
	"sportello/api/taxes"
	"sportello/app/web"
	"sportello/assets"
)

// paper is a town hall on paper: it says what it was given and remembers what it was sent.
type paper struct {
	folder folder.Folder
	fails  error
	deaf   error // why it takes no command, though all can be read
	sent   []command.Command
	town   *folder.Town     // another comune than seregno
	lacks  error            // why nobody knows the comune
	says   *command.Receipt // what it answers to a command, when it is not that it was registered
	noted  []help.Place     // where somebody with a help code was
	ended  bool             // that help
}

func (p *paper) Town(context.Context) (folder.Town, error) {
	if p.town != nil {
		return *p.town, nil
	}
	return seregno, p.lacks
}

func (p *paper) Folder(context.Context, identity.Who) (folder.Folder, error) {
	if onlySending(p.fails) {
		return p.folder, nil
	}
	return p.folder, p.fails
}

// Acting knows one mandate, that of the folder.
func (p *paper) Acting(_ context.Context, actor identity.Who, mandate string) (identity.Who, error) {
	if mandate == "" || mandate == p.folder.Who.Mandate.ID {
		return p.folder.Who, nil
	}
	return identity.Who{}, command.ErrNoMandate
}

func (p *paper) Send(_ context.Context, _ identity.Who, c command.Command) (command.Receipt, error) {
	if err := errors.Join(p.fails, p.deaf); err != nil {
		return command.Receipt{}, err
	}
	p.sent = append(p.sent, c)
	if p.says != nil {
		return *p.says, nil
	}
	return command.Receipt{Command: c.ID, State: command.Registered, Protocol: "2026/0000007", At: noon, Codes: codesOf(c.Kind)}, nil
}

// door lets one person in, or nobody, or says that their session has lapsed.
type door struct {
	who    identity.Who
	shared bool
	err    error
	parked url.Values
}

func (d *door) Who(*http.Request) (identity.Who, bool, error) { return d.who, d.shared, d.err }
func (d *door) Start(w http.ResponseWriter, r *http.Request, to string, _ bool, _ string) error {
	http.Redirect(w, r, "/provider?back="+url.QueryEscape(to), http.StatusSeeOther)
	return d.err
}
func (d *door) Finish(http.ResponseWriter, *http.Request) (string, error) { return "/", d.err }
func (d *door) Reason(error) string                                       { return "cancelled" }
func (d *door) Out(http.ResponseWriter, *http.Request, bool) error        { return d.err }
func (d *door) Park(_ http.ResponseWriter, _ *http.Request, f url.Values) error {
	d.parked = f
	return nil
}
func (d *door) Unpark(http.ResponseWriter, *http.Request, identity.Who) (url.Values, bool) {
	return d.parked, d.parked != nil
}

var (
	noon    = time.Date(2026, 11, 22, 11, 0, 0, 0, time.UTC)
	teresa  = identity.Self(identity.Person{ID: "01890000-0000-7000-8000-0000000000aa", FiscalCode: "CLMTRS45R58I625K", GivenName: "Teresa", FamilyName: "Colli"})
	seregno = folder.Town{Name: "Comune di Seregno", Short: "Seregno", Phone: "0362 263260", Hours: "Lunedì 9:00-12:30", Email: "tributi@example.it",
		PEC: "pec@example.it", Address: "Comune di Seregno", Site: "https://comune.example.it", Demo: true, Taxes: rulesOfSights(), Creditor: "00000000000", Pay: payments.Offer{Online: true, Imu: true}, Fines: rulesOfFines(),
		Fees: map[string]money.Cents{"accident-report": 12_00}, Services: []applications.Service{policed("driver-data", 30), policed("fine-plan", 90), policed("accident-report", 30), {ID: "telesoccorso", TermDays: 30, Office: "Servizi sociali", Responsible: "Responsabile dei servizi sociali",
			Phone: "0362 263260", Email: "sociali@example.it", Hours: "Lunedì 9:00-12:30", Address: "Comune di Seregno", Remedy: "Segretario generale"}}}
	answered = flow.Answers{"address": "Via Cavour 12", "phone": "0362 123456", "alone": "yes", "contact_name": "Ada Colli",
		"contact_phone": "333 1234567", "keys": "yes", "disability": "yes", "papers": "ready", "visit": "any", "notes": "Il campanello\nè rotto", "declare": "yes"}
)

const draftID, filedID = "01890000-0000-7000-8000-000000000001", "01890000-0000-7000-8000-000000000002"

func day(iso string) calendar.Day {
	d, err := calendar.Parse(iso)
	if err != nil {
		panic(err)
	}
	return d
}

// full is the folder of somebody with everything in it.
func full() folder.Folder {
	bill := func(year int, paid ...int64) taxes.TariPosition {
		p := taxes.TariPosition{Utenza: "U1", Year: year, Address: "Via Cavour 12", SquareMetres: 70_00, Occupants: 1, Fixed: 4340, Variable: 4830,
			TEFA: 459, UR1: 10, UR2: 150, UR3: 600, Total: 10389}
		due := []string{"-06-18", "-10-18", "-12-04"}
		for i, amount := range []int64{3117, 3117, 4155} {
			one := taxes.Instalment{Number: i + 1, Of: 3, Due: day(itoa(year) + due[i]), Amount: moneyOf(amount), NAV: "30012345678901234" + itoa(i)}
			if i < len(paid) {
				one.Paid, one.PaidOn = moneyOf(paid[i]), one.Due
			}
			p.Instalments = append(p.Instalments, one)
		}
		return p
	}
	filed := applications.Application{ID: filedID, Service: "telesoccorso", Protocol: "2026/0000007", FiledAt: noon, FiledOn: day("2026-11-22"),
		DueOn: day("2026-12-22"), State: applications.Filed, Answers: answered, FiledBy: "Teresa Colli", Mandate: teresa.Mandate,
		Office: "Servizi sociali", Responsible: "Responsabile", Events: []applications.Event{{At: noon, State: applications.Filed}}}
	return folder.Folder{Who: teresa, Address: "Via Cavour 12", ReadAt: noon, Tari: []taxes.TariPosition{bill(2026, 3117, 1000), bill(2025, 3117, 3117, 4155), bill(2024, 3117)},
		Applications: []applications.Application{filed}, Drafts: []applications.Draft{},
		Notices: []folder.Notice{{ID: "n", Key: "notice.saldo", From: day("2026-11-01"), Until: day("2026-12-31")}, {ID: "m", Title: "Sportello chiuso il 7 dicembre", Body: "Riapre il giorno 9.", From: day("2026-11-01"), Until: day("2026-12-31")}}}
}

// drafting is the folder of somebody with an unfinished application, without the answers named.
func drafting(without ...string) folder.Folder {
	f := full()
	f.Applications = nil
	said := flow.Answers{}
	for k, v := range answered {
		said[k] = v
	}
	for _, w := range without {
		delete(said, w)
	}
	f.Drafts = []applications.Draft{{ID: draftID, Service: "telesoccorso", Answers: said, UpdatedAt: noon}}
	return f
}

// host is the pages over a town hall and a door.
func host(t testing.TB, hall *paper, in *door) http.Handler {
	t.Helper()
	h, err := web.New(web.Config{Hall: hall, Server: hall, SignIn: in, API: http.NotFoundHandler(), Assets: whole(t), Now: func() time.Time { return noon },
		NewID: func() string { return draftID }, Report: func(err error) string { t.Log("reported:", err); return "ABCD1234" },
		Ready: func(context.Context) error { return errors.New("away") }, Site: "https://sportello.example", Provider: "https://login.example.it", Checkout: "https://checkout.example", Calendar: hall.Calendar, Returned: hall.Returned})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// whole is the assets with a browser program, which may not have been built.
func whole(t testing.TB) fs.FS {
	t.Helper()
	all := fstest.MapFS{"dist/app.wasm.br": {Data: []byte("\x00asm")}, "dist/wasm_exec.js": {Data: []byte("//")}, "dist/english.txt": {Data: []byte("words")}}
	err := fs.WalkDir(assets.FS, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(path, "dist/") {
			return err
		}
		data, err := fs.ReadFile(assets.FS, path)
		all[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// ask sends a link (form nil) or a form, as a browser on our own page does.
func ask(h http.Handler, path string, form url.Values, cookies ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	if form != nil {
		r = httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for _, c := range cookies {
		r.Header.Add("Cookie", c)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}
