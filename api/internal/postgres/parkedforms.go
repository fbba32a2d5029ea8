package postgres

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/identity"
	"sportello/api/internal/login"
)

// crowdedOut leaves room for one more form of the person.
const crowdedOut = `delete from parked_form where actor = $1 and token_hash not in (
	select token_hash from parked_form where actor = $1 order by expires_at desc limit $2)`

// ParkForm is login.Store's.
func (db *DB) ParkForm(ctx context.Context, f login.Parked) error {
	form, err := json.Marshal(f.Form)
	if err != nil {
		return err
	}
	return db.As(ctx, identity.Self(identity.Person{ID: f.Actor}), func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, crowdedOut, f.Actor, login.Room-1); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `insert into parked_form (token_hash, actor, path, form, expires_at)
			values ($1, $2, $3, $4, $5)`, f.Hash[:], f.Actor, f.Path, form, f.Expires)
		return err
	})
}

// TakeForm is login.Store's: the delete is what makes it once.
func (db *DB) TakeForm(ctx context.Context, of login.Hash, who identity.Who, now time.Time) (f login.Parked, ok bool, err error) {
	var form []byte
	err = db.As(ctx, who, func(tx pgx.Tx) error {
		row := tx.QueryRow(ctx, `delete from parked_form where token_hash = $1 and actor = $2 and expires_at > $3
			returning actor::text, path, form, expires_at`, of[:], who.Actor.ID, now)
		ok, err = found(row.Scan(&f.Actor, &f.Path, &form, &f.Expires))
		return err
	})
	if err != nil || !ok {
		return login.Parked{}, false, err
	}
	f.Hash = of
	return f, true, json.Unmarshal(form, &f.Form)
}
