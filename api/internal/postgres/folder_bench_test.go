package postgres_test

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api"
	"sportello/api/applications"
	"sportello/api/calendar"
	"sportello/api/desk"
	"sportello/api/fiscal"
	"sportello/api/flow"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/internal/postgres"
	"sportello/api/internal/postgres/pgtest"
	"sportello/api/trail"
	invented "sportello/e2e/outside/town"
)

// BenchmarkFolder answers GET /v1/folder over a real connection: once as the town hall does, and once with
// net/http and pgx alone, which ask the same queries in the same round trips. Nothing is left out but the
// house: no OpenAPI, no fingerprint, no layers. e2e/bench compares them.
func BenchmarkFolder(b *testing.B) {
	dsn := pgtest.New(b)
	cookie := folderOfTeresa(b, dsn)
	hall, err := api.New(b.Context(), api.Config{DSN: dsn, BaseURL: "http://localhost", Now: time.Now,
		Report: func(err error) string { b.Error(err); return "" }})
	if err != nil {
		b.Fatal(err)
	}
	defer hall.Close()
	raw, ours := httptest.NewServer(rawFolder(rawPool(b, dsn))), httptest.NewServer(hall.Handler)
	defer raw.Close()
	defer ours.Close()
	for name, server := range map[string]*httptest.Server{"raw": raw, "town_hall": ours} {
		b.Run(name, func(b *testing.B) {
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					getFolder(b, server, cookie)
				}
			})
		})
	}
	// In turns of some milliseconds, so that whatever else the machine does falls on both.
	b.Run("compared", func(b *testing.B) {
		var ratios []float64
		turns, took := []*httptest.Server{raw, ours}, map[*httptest.Server]float64{}
		for b.Loop() {
			for _, server := range turns {
				took[server] = spell(b, server, cookie)
			}
			slices.Reverse(turns)
			ratios = append(ratios, took[raw]/took[ours])
		}
		slices.Sort(ratios)
		b.ReportMetric(ratios[len(ratios)/2], "of_raw")
	})
}

// spell is how long two readers take for ten folders each, in seconds.
func spell(b *testing.B, server *httptest.Server, cookie string) float64 {
	began := time.Now()
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for range 10 {
				getFolder(b, server, cookie)
			}
		})
	}
	readers.Wait()
	return time.Since(began).Seconds()
}

func getFolder(b *testing.B, server *httptest.Server, cookie string) {
	r, err := http.NewRequest(http.MethodGet, server.URL+"/v1/folder", nil)
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Cookie", "sportello="+cookie)
	answer, err := server.Client().Do(r)
	if err != nil {
		b.Error(err)
		return
	}
	defer answer.Body.Close()
	if n, err := io.Copy(io.Discard, answer.Body); err != nil || answer.StatusCode != http.StatusOK || n < 2000 {
		b.Errorf("status %d, %d bytes, %v", answer.StatusCode, n, err)
	}
}

// folderOfTeresa fills a database with a small town and gives the cookie of a woman who has signed in. She
// has three years of TARI, two properties, six payments of IMU, a fine, an application and a draft.
func folderOfTeresa(b *testing.B, dsn string) (cookie string) {
	b.Helper()
	now := time.Now()
	today := calendar.InRome(now)
	_, err := invented.Load(b.Context(), dsn, today, invented.Options{Seed: 1, Residents: 3000, ImportTari: func(ctx context.Context, export io.Reader) error {
		read, err := api.ReadTari(api.ImportFile{File: export, At: now})
		if err != nil {
			return err
		}
		return read.Store(ctx, dsn, false, nil)
	}})
	if err != nil {
		b.Fatal(err)
	}
	secret := sha256.Sum256([]byte("a cookie"))
	hash := sha256.Sum256(secret[:])
	var teresa identity.Person
	err = pgtest.Owner(b, dsn).QueryRow(b.Context(), `with p as (select * from person where fiscal_code = $1),
		s as (insert into session (token_hash, actor, expires_at) select $2, id, now() + interval '1 day' from p)
		select id::text, fiscal_code, given_name, family_name from p`, invented.Personas(today)[0].FiscalCode, hash[:]).
		Scan(&teresa.ID, &teresa.FiscalCode, &teresa.GivenName, &teresa.FamilyName)
	if err != nil {
		b.Fatal(err)
	}
	fileOne(b, pgtest.DB(b, dsn), identity.Self(teresa), now)
	giveProperty(b, dsn, fiscal.Code(teresa.FiscalCode))
	return base64.RawURLEncoding.EncodeToString(secret[:])
}

func giveProperty(b *testing.B, dsn string, code fiscal.Code) {
	b.Helper()
	owner := pgtest.Owner(b, dsn)
	mustFine(b, owner, 48, rowsOf(code, verbale("V/1"))...)
	in := imuOf(holds(code, flat("I1", 2026), flat("I2", 2026)))
	if _, err := postgres.ImportImu(b.Context(), owner, in); err != nil {
		b.Fatal(err)
	}
	paid := postgres.PaymentsImport{Intake: in.Intake}
	for n := range 6 {
		paid.Accepted = append(paid.Accepted, line(id(n), code))
	}
	if _, err := postgres.ImportPayments(b.Context(), owner, paid); err != nil {
		b.Fatal(err)
	}
}

func fileOne(b *testing.B, db *postgres.DB, who identity.Who, now time.Time) {
	b.Helper()
	answers := flow.Answers{"address": "Via Umberto I 12", "phone": "0362 123456", "alone": "yes", "contact_name": "Chiara Sverinelli",
		"contact_phone": "333 1234567", "keys": "yes", "disability": "no", "visit": "any", "notes": "", "declare": "yes"}
	c, body := submit(b, id(1), who, answers)
	if _, err := db.File(b.Context(), who, c, telesoccorso, body, now); err != nil {
		b.Fatal(err)
	}
	if err := db.Answer(b.Context(), who, applications.Answer{Draft: id(2), Service: telesoccorso.ID, Answers: answers}, now); err != nil {
		b.Fatal(err)
	}
}

// rawPool is bound by row-level security as the town hall's is, and as large.
func rawPool(b *testing.B, dsn string) *pgxpool.Pool {
	b.Helper()
	cfg, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		b.Fatal(err)
	}
	cfg.MaxConns, cfg.ConnConfig.RuntimeParams["role"] = 8, "sportello_app"
	pool, err := pgxpool.NewWithConfig(b.Context(), cfg)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(pool.Close)
	return pool
}

// rawFolder is what somebody in a hurry would write.
func rawFolder(pool *pgxpool.Pool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f, err := readRaw(r, pool)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		body, err := json.Marshal(f)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(body)
	})
}

func readRaw(r *http.Request, pool *pgxpool.Pool) (f folder.Folder, err error) {
	cookie, err := r.Cookie("sportello")
	if err != nil {
		return f, err
	}
	secret, err := base64.RawURLEncoding.DecodeString(cookie.Value)
	if err != nil {
		return f, err
	}
	hash := sha256.Sum256(secret)
	rows, err := pool.Query(r.Context(), postgres.FindSession, hash[:])
	if err != nil {
		return f, err
	}
	session, err := pgx.CollectExactlyOneRow(rows, postgres.ScanSession)
	if err != nil || time.Now().After(session.Expires) {
		return f, err
	}
	f.Who = identity.Self(session.Person)
	return f, rawReads(r.Context(), pool, &f)
}

func rawReads(ctx context.Context, pool *pgxpool.Pool, f *folder.Folder) error {
	me := f.Who.Subject.ID
	var begin pgx.Batch
	begin.BeginTx(pgx.TxOptions{})
	begin.Queue(postgres.SetWho, me, me, "self", "")
	results := pool.SendBatch(ctx, &begin)
	if err := results.Close(); err != nil {
		return err
	}
	tx := results.Tx()
	defer tx.Rollback(ctx)
	var b pgx.Batch
	b.Queue(postgres.SelectSubject, me).QueryRow(func(row pgx.Row) error {
		p := &f.Who.Subject
		return row.Scan(&p.FiscalCode, &p.GivenName, &p.FamilyName, &f.Address)
	})
	b.Queue(postgres.SelectPrefer, me).Query(postgres.Collect(&[]folder.Preferences{}, pgx.RowTo[folder.Preferences]))
	b.Queue(postgres.SelectDrafts, me).Query(postgres.Collect(&f.Drafts, postgres.ScanDraft))
	b.Queue(postgres.SelectFiled, me).Query(postgres.Collect(&f.Applications, postgres.ScanApplication))
	b.Queue(postgres.SelectProxies, me).Query(postgres.Collect(&f.Proxies, postgres.ScanOwn))
	b.Queue(postgres.SelectConfirmations, me).Query(postgres.Collect(&f.Confirmations, postgres.ScanConfirmation))
	b.Queue(postgres.SelectAsks, me).Query(postgres.Collect(&f.Asks, postgres.ScanAsk))
	b.Queue(postgres.SelectContact, me).Query(postgres.Collect(&f.Contact.Waiting, postgres.ScanContact))
	b.Queue(postgres.SelectConsents, me).Query(postgres.Collect(&f.Consents, postgres.ScanConsent))
	b.Queue(postgres.SelectCard, me).Query(postgres.Collect(&[]desk.Card{}, pgx.RowToStructByPos[desk.Card]))
	b.Queue(postgres.SelectNotices, me).Query(postgres.Collect(&f.Notices, postgres.ScanNotice))
	b.Queue(postgres.SelectTrail, me, 0, "", trail.PerPage).Query(postgres.Collect(&f.Trail, postgres.ScanAct))
	b.Queue(postgres.SelectTari, me).Query(postgres.Collect(&f.Tari, postgres.ScanTari))
	b.Queue(postgres.SelectHoldings, me).Query(postgres.Collect(&f.Imu.Holdings, postgres.ScanHolding))
	b.Queue(postgres.SelectPayments, me).Query(postgres.Collect(&f.Imu.Payments, postgres.ScanPayment))
	b.Queue(postgres.SelectFines, me).Query(postgres.Collect(&f.Fines, postgres.ScanFine))
	b.Queue(postgres.SelectPayable, me).Query(postgres.Collect(&[]postgres.Payable{}, postgres.ScanPayable))
	b.Queue(postgres.SelectTries, me, me).Query(postgres.Collect(&f.Payments, postgres.ScanTry))
	b.Queue(postgres.SelectReceipts, me).Query(postgres.Collect(&f.Receipts, postgres.ScanReceipt))
	if err := tx.SendBatch(ctx, &b).Close(); err != nil {
		return err
	}
	return tx.Commit(ctx)
}
