package town

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/calendar"
	"sportello/api/taxes"
)

// Options say what to load and with what help.
type Options struct {
	Seed      int64
	Residents int // Size when 0
	// The importers take in the exports of a back office: the product's own. Without one for IMU or for payments, the
	// town has none; without one for fines, nobody was fined.
	ImportTari, ImportImu, ImportPayments, ImportFines func(ctx context.Context, export io.Reader) error
	// Rules are the figures of the comune, by which IMU is asked for.
	Rules taxes.Rules
	// CodeHash is the hash of InvitationCode as the town hall keeps codes; may be nil.
	CodeHash []byte
	// Progress is told what is being done; may be nil.
	Progress func(what string)
}

// loadLock is an arbitrary number that means: somebody loads the demonstration town.
const loadLock = 7_763_690

// Load fills an empty store with the town of a day, by dsn of the tables' owner. It does nothing when the town
// is there already (loaded is false): the notice for everybody that it writes last is its mark. Replicas
// that start at once take turns. What was interrupted is taken up by the next call.
func Load(ctx context.Context, dsn string, today calendar.Day, o Options) (loaded bool, err error) {
	if o.ImportTari == nil {
		return false, errors.New("loading the demonstration town: no importer of TARI")
	}
	pool, err := pgxpool.New(ctx, dsn)
	if err != nil {
		return false, fmt.Errorf("loading the demonstration town: %w", err)
	}
	defer pool.Close()
	lock, err := pool.Acquire(ctx)
	if err != nil {
		return false, fmt.Errorf("loading the demonstration town: %w", err)
	}
	defer lock.Release()
	if _, err := lock.Exec(ctx, `select pg_advisory_lock($1)`, loadLock); err != nil {
		return false, fmt.Errorf("waiting for another load: %w", err)
	}
	defer lock.Exec(context.WithoutCancel(ctx), `select pg_advisory_unlock($1)`, loadLock)
	if there, err := marked(ctx, pool); err != nil || there {
		return false, err
	}
	return true, o.load(ctx, pool, today)
}

func marked(ctx context.Context, pool *pgxpool.Pool) (there bool, err error) {
	const q = `select exists (select from desk_notice where subject is null and key = $1)`
	if err := pool.QueryRow(ctx, q, mark).Scan(&there); err != nil {
		return false, fmt.Errorf("looking for the demonstration town: %w", err)
	}
	return there, nil
}

func (o Options) load(ctx context.Context, pool *pgxpool.Pool, today calendar.Day) error {
	say := func(what string) {
		if o.Progress != nil {
			o.Progress(what)
		}
	}
	size := o.Residents
	if size == 0 {
		size = Size
	}
	t := New(o.Seed, today, size)
	say(fmt.Sprintf("people: %d in %d homes", len(t.People), len(t.Homes)))
	if err := t.LoadPeople(ctx, pool); err != nil {
		return err
	}
	say(fmt.Sprintf("TARI of %d, %d and %d, by the importer", t.Years()[0], t.Years()[1], t.Years()[2]))
	if err := imports(ctx, "the TARI", o.ImportTari, t.WriteTari); err != nil {
		return err
	}
	if err := o.imu(ctx, &t, say); err != nil {
		return err
	}
	if err := o.fines(ctx, &t, say); err != nil {
		return err
	}
	if err := loadContacts(ctx, pool, today); err != nil {
		return err
	}
	if err := t.loadClerk(ctx, pool); err != nil {
		return err
	}
	say("who may act for whom")
	if err := t.loadProxies(ctx, pool, o.CodeHash); err != nil {
		return err
	}
	say("notices of the desk")
	return t.loadNotices(ctx, pool)
}

// imu takes in who owns what, and what was paid for it.
func (o Options) imu(ctx context.Context, t *Town, say func(string)) error {
	if o.ImportImu == nil || o.ImportPayments == nil {
		return nil
	}
	owners := t.Owners()
	t.PayImu(o.Rules, owners)
	say(fmt.Sprintf("IMU and F24 payments of %d owners, by the importer", len(owners)))
	if err := imports(ctx, "the owners", o.ImportImu, func(w io.Writer) error { return WriteImu(w, owners) }); err != nil {
		return err
	}
	return imports(ctx, "the payments", o.ImportPayments, func(w io.Writer) error { return WritePayments(w, o.Rules.Entity, owners) })
}

// finedPerMille is how many grown-ups of a thousand have a fine of the last two years.
const finedPerMille = 36

// fines takes in what the police noted: in a large town of about 3 % of the people.
func (o Options) fines(ctx context.Context, t *Town, say func(string)) error {
	if o.ImportFines == nil {
		return nil
	}
	all := t.Fines(finedPerMille)
	say(fmt.Sprintf("%d traffic fines, by the importer", len(all)))
	return imports(ctx, "the fines", o.ImportFines, func(w io.Writer) error { return WriteFines(w, all) })
}

// imports hands an export to its importer as it is written.
func imports(ctx context.Context, what string, take func(context.Context, io.Reader) error, write func(io.Writer) error) error {
	r, w := io.Pipe()
	go func() { w.CloseWithError(write(w)) }()
	err := take(ctx, r)
	r.Close() // ends the writer when the importer stopped early
	if err != nil {
		return fmt.Errorf("importing %s of the demonstration town: %w", what, err)
	}
	return nil
}

const mergePeople = `insert into person (fiscal_code, given_name, family_name, birth_date, address)
	select fiscal_code, given_name, family_name, birth_date, address from town_person
	on conflict (fiscal_code) do update set given_name = excluded.given_name, family_name = excluded.family_name,
		birth_date = excluded.birth_date, address = excluded.address`

// LoadPeople writes the residents as the registry has them; those who are there already are brought up to date.
func (t *Town) LoadPeople(ctx context.Context, pool *pgxpool.Pool) error {
	err := pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `create temp table town_person (fiscal_code text, given_name text, family_name text,
			birth_date date, address text) on commit drop`)
		if err != nil {
			return err
		}
		columns := []string{"fiscal_code", "given_name", "family_name", "birth_date", "address"}
		if _, err := tx.CopyFrom(ctx, pgx.Identifier{"town_person"}, columns, pgx.CopyFromSlice(len(t.People), t.row)); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, mergePeople)
		return err
	})
	if err != nil {
		return fmt.Errorf("writing the people of the demonstration town: %w", err)
	}
	return nil
}

func (t *Town) row(i int) ([]any, error) {
	p := &t.People[i]
	return []any{string(p.Code), p.Given, p.Family, date(p.Birth), t.Homes[p.Home].Address()}, nil
}

// Find gives somebody the store knows by fiscal code, for the sign-in page's free field.
func Find(ctx context.Context, pool *pgxpool.Pool, code string) (Persona, bool, error) {
	p := Persona{FiscalCode: code}
	err := pool.QueryRow(ctx, `select given_name, family_name from person where fiscal_code = $1`, code).Scan(&p.GivenName, &p.FamilyName)
	if errors.Is(err, pgx.ErrNoRows) {
		return Persona{}, false, nil
	}
	if err != nil {
		return Persona{}, false, fmt.Errorf("finding somebody of the demonstration town: %w", err)
	}
	return p, true, nil
}
