package postgres_test

import (
	"crypto/sha256"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sportello/api/applications"
	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/desk"
	"sportello/api/flow"
	"sportello/api/internal/login"
)

// Exactly one or nothing: nobody, several and the clerk themselves get one answer (DOMAIN § 6.5: no free browsing).
func TestSearchFindsOneOrNothing(t *testing.T) {
	d := atCounter(t)
	born := func(iso string) calendar.Day { day, _ := calendar.Parse(iso); return day }
	for _, c := range []struct {
		about string
		find  desk.Find
		want  string
	}{
		{"by code", desk.Find{FiscalCode: anna.FiscalCode}, ""},
		{"by names and birth, as people write them", desk.Find{FamilyName: "ROSSI", GivenName: "anna", BirthDate: born("1945-01-01")}, ""},
		{"nobody of that code", desk.Find{FiscalCode: "NONE"}, "desk.nobody"},
		{"another day of birth", desk.Find{FamilyName: "Rossi", GivenName: "Anna", BirthDate: born("1945-01-02")}, "desk.nobody"},
		{"part of a name", desk.Find{FamilyName: "Ros", GivenName: "Anna", BirthDate: born("1945-01-01")}, "desk.nobody"},
		{"a pattern", desk.Find{FamilyName: "%", GivenName: "%", BirthDate: born("1945-01-01")}, "desk.nobody"},
		{"two of one name and day", desk.Find{FamilyName: "Doppi", GivenName: "Ada", BirthDate: born("1950-05-05")}, "desk.nobody"},
		{"the clerk, by code", desk.Find{FiscalCode: clerk.FiscalCode}, "desk.nobody"},
		{"the clerk, by names", desk.Find{FamilyName: "Lesmevati", GivenName: "Marta", BirthDate: born("1980-01-25")}, "desk.nobody"},
	} {
		id, got := d.find(c.find, usual)
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.about, got, c.want)
		}
		if _, found := d.desk().Candidate(id); found != (c.want == "") {
			t.Errorf("%s: a candidate %v", c.about, found)
		}
	}
	var searches, trail, ofAnna int
	d.scan(`select (select count(*) from desk_search where reason <> ''), (select count(*) from audit where act = 'desk.find' and subject = actor),
		(select count(*) from audit where act = 'desk.find' and subject = '`+anna.ID+`')`, &searches, &trail, &ofAnna)
	if searches != 9 || trail != 9 || ofAnna != 2 {
		t.Errorf("%d searches, %d in the trail, %d in Anna's", searches, trail, ofAnna)
	}
}

// A clerk who searches faster than people come looks around; a hundred searches at once are counted as such.
func TestSearchesAreLimited(t *testing.T) {
	d := atCounter(t)
	limit := desk.Searches{Number: 3, Minutes: 60}
	made := make(chan string, 12)
	var all sync.WaitGroup
	for range cap(made) {
		all.Go(func() { _, problem := d.find(desk.Find{FiscalCode: anna.FiscalCode}, limit); made <- problem })
	}
	all.Wait()
	close(made)
	got := map[string]int{}
	for problem := range made {
		got[problem]++
	}
	if diff := cmp.Diff(map[string]int{"": 3, "desk.too_many": 9}, got); diff != "" {
		t.Error(diff)
	}
	d.exec(`update desk_search set at = at - interval '61 minutes'`)
	if _, problem := d.find(desk.Find{FiscalCode: "NONE"}, limit); problem != "desk.nobody" {
		t.Errorf("an hour later: %q", problem)
	}
}

// One at a time, and each ends in its own way.
func TestAssistances(t *testing.T) {
	d := atCounter(t)
	first, problem := d.open(known)
	if problem != "" || !d.mandate(first) {
		t.Fatalf("%q, in force %v", problem, d.mandate(first))
	}
	second, _ := d.open(known)
	if d.mandate(first) || !d.mandate(second) {
		t.Error("opening another one must end the first")
	}
	if work := d.desk(); len(work.Open) != 1 || work.Open[0].ID != second || work.Last == nil || work.Last.ID != first || work.Last.EndedWhy != desk.EndedByAnother {
		t.Errorf("the clerk reads %+v", work)
	}
	e := desk.End{Assistance: second}
	if _, err := d.db.EndAssistance(t.Context(), d.who, d.command(uuid.NewString(), command.DeskEnd, e), e, time.Now()); err != nil {
		t.Fatal(err)
	}
	if work := d.desk(); d.mandate(second) || len(work.Open) != 0 || work.Last.ID != second || work.Last.EndedWhy != desk.EndedByClerk {
		t.Errorf("after the end: %+v", work)
	}
	third, _ := d.open(known)
	d.exec(`update assistance set expires_at = now() - interval '1 second' where id = $1`, third)
	if work := d.desk(); d.mandate(third) || len(work.Open) != 0 || work.Last.EndedWhy != desk.EndedByTime {
		t.Errorf("after 30 minutes: %+v", work)
	}
	fourth, _ := d.open(known)
	d.exec(`update clerk set ended_at = now()`)
	if d.mandate(fourth) {
		t.Error("whoever is a clerk no longer assists no longer")
	}
	var acts []string
	d.scan(`select array_agg(act || ' ' || coalesce(detail ->> 'reason', '') order by seq) from audit where subject = '`+anna.ID+`' and mandate ->> 'id' = '`+third+`'`, &acts)
	if diff := cmp.Diff([]string{"desk.open tax", "desk.end tax"}, acts); diff != "" {
		t.Errorf("Anna's trail (-want +got): %s", diff)
	}
}

// A search opens once, and for a quarter of an hour; an open assistance may go on with a new presence.
func TestWhatMayBeOpened(t *testing.T) {
	d := atCounter(t)
	search, _ := d.find(desk.Find{FiscalCode: anna.FiscalCode}, usual)
	first, problem := d.openFor(search, known)
	if problem != "" {
		t.Fatal(problem)
	}
	if _, problem := d.openFor(search, known); problem != "desk.gone" {
		t.Errorf("the same search again: %q", problem)
	}
	second, problem := d.openFor(first, known)
	if problem != "" || d.mandate(first) || !d.mandate(second) {
		t.Errorf("going on: %q", problem)
	}
	if _, problem := d.openFor(first, known); problem != "desk.gone" {
		t.Errorf("going on from one that has ended: %q", problem)
	}
	late, _ := d.find(desk.Find{FiscalCode: anna.FiscalCode}, usual)
	d.exec(`update desk_search set at = at - interval '16 minutes'`)
	if _, problem := d.openFor(late, known); problem != "desk.gone" {
		t.Errorf("a quarter of an hour later: %q", problem)
	}
	if _, problem := d.openFor(uuid.NewString(), known); problem != "desk.gone" {
		t.Errorf("a search that never was: %q", problem)
	}
}

// The number is that on file; a delegate needs a proxy in force, of this person.
func TestPresenceIsHeldAgainstTheStore(t *testing.T) {
	d := atCounter(t)
	called, problem := d.open(desk.Presence{How: desk.ByCall, Called: "333 0000000"})
	var channel, number string
	d.scan(`select channel, presence ->> 'called' from assistance where id = '`+called+`'`, &channel, &number)
	if problem != "" || channel != "telephone" || number != "0362 123456" {
		t.Errorf("%q: %s, called %s", problem, channel, number)
	}
	if _, problem := d.open(desk.Presence{How: desk.ByDelegate, Proxy: proxyID}); problem != "" {
		t.Errorf("Bice with Anna's proxy: %q", problem)
	}
	d.exec(`update proxy set state = 'paused'`)
	if _, problem := d.open(desk.Presence{How: desk.ByDelegate, Proxy: proxyID}); problem != "desk.no_proxy" {
		t.Errorf("with a paused proxy: %q", problem)
	}
	d.exec(`delete from contact`)
	if _, problem := d.open(desk.Presence{How: desk.ByCall}); problem != "desk.no_phone" {
		t.Errorf("with no number on file: %q", problem)
	}
}

// Signing out, everywhere or by the next person at the same browser, closes the session: the assistance ends with it.
func TestSigningOutEndsTheAssistance(t *testing.T) {
	d := atCounter(t)
	hash := login.Hash(sha256.Sum256([]byte("cookie")))
	for name, out := range map[string]func() error{
		"here":       func() error { return d.db.CloseSession(t.Context(), hash) },
		"everywhere": func() error { return d.db.CloseSessions(t.Context(), clerk.ID) },
	} {
		o := login.Opening{Hash: hash, Started: time.Now(), Expires: time.Now().Add(time.Hour)}
		if _, err := d.db.OpenSession(t.Context(), clerk, o, login.Message{At: time.Now(), Direction: login.Received}); err != nil {
			t.Fatal(err)
		}
		id, _ := d.open(known)
		if err := out(); err != nil {
			t.Fatal(err)
		}
		if last := d.desk().Last; d.mandate(id) || last == nil || last.EndedWhy != desk.EndedBySignOut {
			t.Errorf("%s: in force %v, %+v", name, d.mandate(id), last)
		}
	}
	if err := d.db.CloseSession(t.Context(), hash); err != nil {
		t.Errorf("a session that is gone: %v", err)
	}
}

// An operator is never saved as applicant: what a clerk writes is the citizen's, and says who wrote it.
func TestAClerkIsNeverTheApplicant(t *testing.T) {
	d := atCounter(t)
	one, _ := d.open(known)
	who, err := d.db.Mandate(t.Context(), d.who, one)
	if err != nil {
		t.Fatal(err)
	}
	a := applications.Answer{Draft: uuid.NewString(), Service: "altro", Answers: flow.Answers{"phone": "1"}}
	if err := d.db.Answer(t.Context(), who, a, time.Now()); err != nil {
		t.Fatal(err)
	}
	var subject, actor string
	d.scan(`select subject::text, actor::text from draft where id = '`+a.Draft+`'`, &subject, &actor)
	if subject != anna.ID || actor != clerk.ID {
		t.Errorf("the draft is of %s, written by %s", subject, actor)
	}
	err = d.db.As(t.Context(), who, func(tx pgx.Tx) error {
		_, err := tx.Exec(t.Context(), `insert into draft(id, subject, actor, service) values (gen_random_uuid(), $1, $1, 'altro')`, clerk.ID)
		return err
	})
	if err == nil {
		t.Error("in an assistance, a draft of the clerk's own was written")
	}
	d.who.Office = "Sportello del cittadino"
	e := desk.End{Assistance: one}
	if _, err := d.db.EndAssistance(t.Context(), d.who, d.command(uuid.NewString(), command.DeskEnd, e), e, time.Now()); err != nil {
		t.Fatal(err)
	}
	if acts := d.desk().Last.Acts; len(acts) != 1 || acts[0].What != "applications.answer" || acts[0].Service != "altro" {
		t.Errorf("what was done: %+v", acts)
	}
}

// What was filed with the citizen's yes stands, with its number, in what the clerk prints at the end.
func TestWhatWasDoneIsTold(t *testing.T) {
	d := atCounter(t)
	one, _ := d.open(known)
	who, err := d.db.Mandate(t.Context(), d.who, one)
	if err != nil {
		t.Fatal(err)
	}
	asking(t, d.db, who, id(800), id(1), time.Now())
	shown(t, d.db, id(800), "482915", time.Now())
	if err := giveCode(t, d.db, who, id(800), "482915", time.Now()); err != nil {
		t.Fatal(err)
	}
	if err := fileAs(t, d.db, who, id(1), id(800), heardAnswers); err != nil {
		t.Fatal(err)
	}
	var applicant, filer, kind string
	d.scan(`select subject::text, actor::text, mandate ->> 'kind' from application`, &applicant, &filer, &kind)
	if applicant != anna.ID || filer != clerk.ID || kind != "desk" {
		t.Errorf("the applicant is %s, filed by %s under %s", applicant, filer, kind)
	}
	d.exec(`update assistance set expires_at = now() - interval '1 second'`)
	var told []string
	for _, a := range d.desk().Last.Acts {
		if a.Protocol != "" {
			told = append(told, a.What+" "+a.Service+" "+a.Protocol[4:])
		}
	}
	if diff := cmp.Diff([]string{"applications.submit telesoccorso /0000001"}, told); diff != "" {
		t.Errorf("(-want +got): %s", diff)
	}
}
