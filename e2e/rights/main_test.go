// Package rights proves who may do what: every page and every operation of /v1, asked by everybody who could come
// to one person's matters, on the real program and a real database.
//
// The tables say what each of them gets, one letter a visitor; a page or an operation that is in no table fails
// the test. That the database alone gives the same for reads is proved in api/internal/postgres (TestDatabaseAlone).
package rights

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sportello/e2e/house"
)

// marker stands in Teresa's application alone: whoever reads it has seen her matters.
const marker = "Il gatto si chiama Zafferano"

// filed is Teresa's application; answers are those of it, and of what others would file.
const (
	filed   = "01900000-0000-7000-8000-0000000000e1"
	answers = `{"address":"Via Umberto I 12","phone":"0362 123456","alone":"yes","contact_name":"Chiara","contact_phone":"333 1234567",` +
		`"keys":"yes","disability":"no","visit":"any","notes":"` + marker + `","declare":"yes"}`
)

// cheap and dear are notices of fees that Teresa owes for telesoccorso: 5 euro, and 120, which is more than the proxy
// with every task may pay at once.
// Nobody ever pays left, of 120 euro too.
const cheap, dear, left = "348900000000000105", "348900000000000208", "348900000000000311"

// tried is a payment of Teresa's that came to nothing, proved the receipt of another one, both of a fine.
const (
	tried  = "01900000-0000-7000-8000-0000000000e2"
	proved = "prova0000000000000000000000000001"
)

// visitor is one way to come to Teresa's matters.
type visitor struct {
	letter  string // of the column in the tables
	about   string
	who     string // the persona who signed in; empty: nobody
	mandate string // empty: one's own matters
}

// The mandates of the visitors. Each is Teresa's; that of a stranger is Chiara's whole one.
var (
	whole, taxOnly, preparing         = uuid.NewString(), uuid.NewString(), uuid.NewString()
	expired, future, paused, revoked  = uuid.NewString(), uuid.NewString(), uuid.NewString(), uuid.NewString()
	assisted, over, ended, never      = uuid.NewString(), uuid.NewString(), uuid.NewString(), uuid.NewString()
	spare, claimed, proposed, offered = uuid.NewString(), uuid.NewString(), uuid.NewString(), uuid.NewString() // to try things on
	consentAsked, consentOpen, change = uuid.NewString(), uuid.NewString(), uuid.NewString()
	teresa, marta                     string // their ids
	town, utenza, unit, fine          string // the address of the program, the numbers of her home (of the waste office, and of the tax office), and her fine
)

var visitors = []visitor{
	{"S", "Teresa herself", "teresa", ""},
	{"W", "a proxy with every task", "chiara", whole},
	{"T", "a proxy to see TARI alone", "chiara", taxOnly},
	{"P", "a proxy to see and prepare telesoccorso", "chiara", preparing},
	{"x", "a proxy that has expired", "chiara", expired},
	{"f", "a proxy that has not begun", "chiara", future},
	{"p", "a paused proxy", "chiara", paused},
	{"r", "a revoked proxy", "chiara", revoked},
	{"o", "another person with that proxy's id", "luca", whole},
	{"n", "a mandate that never was", "chiara", never},
	{"c", "a clerk without an assistance", "marta", never},
	{"e", "a clerk whose assistance has ended", "marta", ended},
	{"l", "a clerk whose assistance is past its time", "marta", over},
	{"A", "a clerk with an assistance", "marta", assisted},
	{"M", "a clerk in their own matters", "marta", ""},
	{"a", "nobody", "", ""},
	{"b", "nobody, with the proxy's id", "", whole},
}

var clients = map[string]*http.Client{}

func TestMain(m *testing.M) {
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (int, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	h, err := house.Start(ctx, house.Options{Demo: true})
	if err != nil {
		return 1, err
	}
	defer h.Stop()
	town = h.URL
	for _, who := range []string{"teresa", "chiara", "luca", "marta", ""} {
		clients[who] = h.Client()
		clients[who].CheckRedirect = func(*http.Request, []*http.Request) error { return nil }
		if who != "" {
			if err := h.SignIn(clients[who], who); err != nil {
				return 1, err
			}
		}
		clients[who].CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	}
	if err := settle(ctx, h.DSN()); err != nil {
		return 1, err
	}
	return m.Run(), nil
}

// settle writes the mandates, as the people would have, and files Teresa's application.
func settle(ctx context.Context, dsn string) error {
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	var chiara, code string
	err = conn.QueryRow(ctx, `select t.id::text, c.id::text, c.fiscal_code, m.id::text from person t, person c, person m
		where t.given_name = 'Teresa' and t.family_name = 'Quarelaghi' and c.given_name = 'Chiara' and c.family_name = 'Sverinelli'
		and m.given_name = 'Marta' and m.family_name = 'Lesmevati'`).Scan(&teresa, &chiara, &code, &marta)
	if err != nil {
		return fmt.Errorf("finding the personas: %w", err)
	}
	if err := conn.QueryRow(ctx, `select utenza from tari_position where subject = $1 and year = 2026`, teresa).Scan(&utenza); err != nil {
		return fmt.Errorf("finding her home: %w", err)
	}
	if err := conn.QueryRow(ctx, `select unit from imu_holding where subject = $1 and used_as = 'main'`, teresa).Scan(&unit); err != nil {
		return fmt.Errorf("finding what she holds: %w", err)
	}
	if err := conn.QueryRow(ctx, `select id from fine where subject = $1 order by id limit 1`, teresa).Scan(&fine); err != nil {
		return fmt.Errorf("finding her fine: %w", err)
	}
	var b pgx.Batch
	const day = `(now() at time zone 'Europe/Rome')::date`
	for id, how := range map[string]string{whole: `'{see,prepare,send,pay}', '{}', 10000, 'active', ` + day + `, null`,
		taxOnly: `'{see}', '{tari}', 0, 'active', ` + day + `, ` + day, preparing: `'{see,prepare}', '{telesoccorso}', 0, 'active', ` + day + `, null`,
		expired: `'{see,prepare,send}', '{}', 0, 'active', '2020-01-01', ` + day + ` - 1`, future: `'{see,prepare,send}', '{}', 0, 'active', ` + day + ` + 1, null`,
		paused: `'{see,prepare,send}', '{}', 0, 'paused', '2020-01-01', null`, revoked: `'{see,prepare,send}', '{}', 0, 'revoked', '2020-01-01', null`,
		spare: `'{see}', '{}', 0, 'active', '2020-01-01', null`, claimed: `'{see}', '{}', 0, 'verifying', '2020-01-01', null`} {
		b.Queue(`insert into proxy (id, kind, delegator, delegate_code, delegate, made_by, made_at, changed_at, tasks, services, cap, state, from_on, until_on)
			values ($1, 'simple', $2, $3, $4, $2, now(), now(), `+how+`)`, id, teresa, code, chiara)
	}
	for id, how := range map[string]string{assisted: `now(), now() + interval '30 minutes', null`, over: `now() - interval '31 minutes', now() - interval '1 minute', null`,
		ended: `now(), now() + interval '30 minutes', now()`} {
		b.Queue(`insert into assistance (id, clerk, office, subject, reason, channel, presence, started_at, expires_at, ended_at)
			values ($1, $2, 'Sportello', $3, 'question', 'counter', '{"how":"known"}', `+how+`)`, id, marta, teresa)
	}
	for id, service := range map[string]string{proposed: "uno", offered: "due"} {
		b.Queue(`insert into confirmation (id, subject, service, answers, proposed_by, mandate, asked, state, proposed_at)
			values ($1, $2, $3, '{}', $4, $5, $2, 'pending', now())`, id, teresa, service, chiara, map[string]string{"kind": "proxy", "id": whole})
	}
	for nav, amount := range map[string]int{cheap: 500, dear: 12000, left: 12000} {
		b.Queue(`insert into own_debt (id, subject, kind, service, about, amount, nav, made_at) values (gen_random_uuid(), $1, 'fee', 'telesoccorso', '2026/0000001', $2, $3, now())`, teresa, amount, nav)
	}
	b.Queue(`insert into payment (id, subject, actor, progress, items, services, total, at, changed_at)
		values ($1, $2, $2, 'dropped', '[]', '{fines}', 5580, now(), now())`, tried, teresa)
	b.Queue(`insert into receipt (id, nav, iuv, account, service, subject, amount, settled, paid_on, source, at)
		values ($1, '348000000000000146', '48000000000000146', 'unknown', 'fines', $2, 4320, 4320, '2026-01-02', 'rt', now())`, proved, teresa)
	b.Queue(`insert into contact (id, person, kind, value, actor, mandate, asked_at, from_at)
		values ($1, $2, 'phone', '0362 1', $3, $4, now(), now() + interval '7 days')`, change, teresa, chiara, map[string]string{"kind": "proxy", "id": whole})
	for _, id := range []string{consentAsked, consentOpen} {
		b.Queue(`insert into consent (id, assistance, subject, deed, about, service, digest, asked_at, expires_at)
		values ($1, $2, $3, 'file', $1, 'telesoccorso', '', now(), now() + interval '10 minutes')`, id, assisted, teresa)
	}
	if err := conn.SendBatch(ctx, &b).Close(); err != nil {
		return fmt.Errorf("writing mandates: %w", err)
	}
	got, err := ask(clients["teresa"], "POST", "/v1/applications", `{"service":"telesoccorso","answers":`+answers+`}`, "", teresa, filed)
	if err == nil && got.status != http.StatusCreated {
		err = fmt.Errorf("filing Teresa's application: %d %s", got.status, got.body)
	}
	return err
}

// got is an answer.
type got struct {
	status   int
	location string
	body     string
}

// ask sends one request, as the program on a phone would.
func ask(c *http.Client, method, path, body, mandate, subject, key string) (got, error) {
	var content *strings.Reader = strings.NewReader(body)
	r, err := http.NewRequest(method, town+path, content)
	if err != nil {
		return got{}, err
	}
	for name, value := range map[string]string{"Sportello-Mandate": mandate, "Sportello-Subject": subject, "Idempotency-Key": key} {
		if value != "" {
			r.Header.Set(name, value)
		}
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	answer, err := c.Do(r)
	if err != nil {
		return got{}, err
	}
	defer answer.Body.Close()
	text, err := readAll(answer.Body)
	return got{answer.StatusCode, answer.Header.Get("Location"), text}, err
}
