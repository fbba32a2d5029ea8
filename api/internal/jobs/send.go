package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sportello/api/internal/mail"
)

// How letters are tried. RFC 5321 § 4.5.4.1 asks senders for four or five days of tries.
const (
	lease    = 10 * time.Minute // longer than any conversation with the server
	firstTry = time.Minute      // then twice as long each time
	longest  = 6 * time.Hour
	enough   = 7 * 24 * time.Hour
)

// Why a letter was given up.
const (
	refused = "refused" // the server knows no such address
	late    = "late"    // a week of tries
)

// send hands over the letters whose time has come. After the first that the server did not take, the others wait too:
// it is away, and each would wait for the same answer.
func (w *Worker) send(ctx context.Context, now time.Time) error {
	for w.Mail.On() {
		l, found, err := w.Store.Take(ctx, now, lease)
		if err != nil || !found {
			return err
		}
		err = w.Mail.Send(ctx, mail.Letter{ID: l.Key, To: l.To, Subject: l.Subject, Text: l.Text, At: l.MadeAt})
		switch {
		case err == nil:
			err = w.Store.Sent(context.WithoutCancel(ctx), l.ID, now) // it has gone: who asked us to end waits so long
		case errors.Is(err, mail.ErrRefused):
			err = w.Store.GiveUp(ctx, l.ID, now, refused)
		case !now.Before(l.MadeAt.Add(enough)):
			err = errors.Join(err, w.Store.GiveUp(ctx, l.ID, now, late))
		default:
			err = errors.Join(err, w.Store.Retry(ctx, l.ID, now.Add(pause(l.Tries))))
		}
		if err != nil {
			return fmt.Errorf("sending letter %d: %w", l.ID, err)
		}
	}
	return nil
}

// pause is how long to wait after so many tries.
func pause(tries int) time.Duration {
	wait := firstTry
	for range tries - 1 {
		if wait *= 2; wait > longest {
			return longest
		}
	}
	return wait
}
