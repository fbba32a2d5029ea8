package chaos

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"

	"sportello/api"
	"sportello/e2e/house"
)

// full tells whether this is the long run.
func full() bool { return os.Getenv("CHAOS") == "full" }

// seed is the one of CHAOS_SEED, or always the same.
func seed(t *testing.T) uint64 {
	text := os.Getenv("CHAOS_SEED")
	if text == "" {
		return 20261122
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		t.Fatalf("CHAOS_SEED must be a number: %v", err)
	}
	return n
}

// world is a server and a PostgreSQL that die apart from each other.
type world struct {
	t      *testing.T
	house  *house.House
	folder string
	pg     *api.Private

	serverKills, databaseKills int
}

// person is somebody signed in, on any number of phones.
type person struct {
	cookie, subject string
}

// newWorld starts both.
func newWorld(t *testing.T) *world {
	t.Helper()
	w := newDatabase(t)
	w.house = house.For(t, house.Options{Demo: true, Data: w.folder, DatabaseURL: w.pg.DSN})
	return w
}

// newDatabase is a world without its server.
func newDatabase(t *testing.T) *world {
	t.Helper()
	w := &world{t: t}
	var err error
	if w.folder, err = os.MkdirTemp("", "sportello-chaos-"); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(w.folder, 0o711); err != nil { // so that root can hand it to the user postgres
		t.Fatal(err)
	}
	if w.pg, err = api.StartPrivate(t.Context(), w.folder); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.pg.Stop(); os.RemoveAll(w.folder) })
	return w
}

// The things that die.
const (
	server = iota
	database
	both
	ways
)

// kill does to the server, to PostgreSQL or to both what a power cut does, and starts them again.
func (w *world) kill(what int) error {
	if what != database {
		w.house.Kill()
		w.serverKills++
	}
	if what != server {
		if err := syscall.Kill(w.pg.PID(), syscall.SIGKILL); err != nil {
			return fmt.Errorf("killing PostgreSQL: %w", err)
		}
		<-w.pg.Done()
		w.pg.Stop() // gives the folder free
		w.databaseKills++
		var err error
		if w.pg, err = api.StartPrivate(context.Background(), w.folder); err != nil {
			return err
		}
	}
	if what == database {
		return nil
	}
	return w.house.Restart(context.Background())
}

// people signs in the first of the town, by their fiscal codes.
func (w *world) people(n int) []person {
	w.t.Helper()
	codes := read(w, pgx.RowTo[string], `select fiscal_code from person order by fiscal_code limit $1`, n)
	all := make([]person, len(codes))
	for i, code := range codes {
		all[i] = w.signIn(code)
	}
	return all
}

func (w *world) signIn(code string) person {
	w.t.Helper()
	c := w.house.Client()
	if err := w.house.SignIn(c, code); err != nil {
		w.t.Fatal(err)
	}
	answer, err := c.Get(w.house.URL + "/v1/folder")
	if err != nil {
		w.t.Fatal(err)
	}
	defer answer.Body.Close()
	var f struct {
		Who struct {
			Subject struct{ ID string }
		}
	}
	if err := json.NewDecoder(answer.Body).Decode(&f); err != nil || answer.StatusCode != http.StatusOK {
		w.t.Fatalf("reading the folder: status %d, %v", answer.StatusCode, err)
	}
	at, err := url.Parse(w.house.URL)
	if err != nil {
		w.t.Fatal(err)
	}
	p := person{subject: f.Who.Subject.ID}
	for _, cookie := range c.Jar.Cookies(at) {
		p.cookie += cookie.String() + "; "
	}
	return p
}

// read asks the database, past the server and as the owner of its tables.
func read[T any](w *world, row pgx.RowToFunc[T], sql string, args ...any) []T {
	w.t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, w.pg.DSN)
	if err != nil {
		w.t.Fatal(err)
	}
	defer conn.Close(ctx)
	rows, err := conn.Query(ctx, sql, args...)
	if err != nil {
		w.t.Fatal(err)
	}
	all, err := pgx.CollectRows(rows, row)
	if err != nil {
		w.t.Fatalf("%v: %s", err, sql)
	}
	return all
}

// number is the one number that a query gives.
func (w *world) number(sql string, args ...any) int {
	w.t.Helper()
	return read(w, pgx.RowTo[int], sql, args...)[0]
}
