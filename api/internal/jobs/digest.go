package jobs

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"sportello/api/calendar"
	"sportello/api/identity"
)

// digest tells each person what others did in their name since the last one; nothing done, nothing told.
func (w *Worker) digest(ctx context.Context, now time.Time) error {
	until, first, ok := boundary(w.Digest, now)
	if !ok {
		return nil
	}
	_, err := w.Store.Period(ctx, "digest", first, until, func(d Desk, from time.Time) error {
		acts, err := d.Acts(ctx, from, until)
		if err != nil {
			return err
		}
		return each(acts, func(a Act) string { return a.Person }, func(person string, acts []Act) error {
			return teller{w, d, now}.digest(ctx, person, acts, until)
		})
	})
	return err
}

func (t teller) digest(ctx context.Context, id string, acts []Act, until time.Time) error {
	p, ok, err := t.Person(ctx, id, t.now)
	if err != nil || !ok {
		return err
	}
	var lines []string
	for _, a := range acts {
		lines = append(lines, "- "+t.Say(p.Lang, "mail.digest.line", "When", t.moment(p.Lang, a.At), "By", t.by(p.Lang, a), "What", t.what(p.Lang, a)))
	}
	once := "digest-" + id + "-" + calendar.InRome(until).String()
	if err := t.notice(ctx, p, once, "notice.digest", map[string]string{"Count": strconv.Itoa(len(acts))}, 0); err != nil {
		return err
	}
	return t.letter(ctx, p, p.Email, once, "mail.digest", "Lines", strings.Join(lines, "\n"), "Link", t.Address+"/accessi")
}

func (t teller) by(lang string, a Act) string {
	if a.Mandate == identity.MandateDesk {
		return t.Say(lang, "mail.by.desk", "Name", a.By)
	}
	return a.By
}

// told are the acts with words of their own; the others are told in words that fit all.
var told = []string{"applications.submit", "applications.discard", "contact.set", "contact.stop",
	"confirmations.propose", "confirmations.decline", "confirmations.withdraw", "payments.start", "payments.intend", "payments.drop"}

func (t teller) what(lang string, a Act) string {
	if !slices.Contains(told, a.Act) {
		return t.Say(lang, "mail.act.other")
	}
	said := t.Say(lang, "mail.act."+a.Act)
	if a.Service != "" && a.Service != "contact" {
		said += ": " + t.Say(lang, "applications."+a.Service+".title")
	}
	return said
}

// reminder tells each person which proxies they have in force, and how to end them (DOMAIN § 6.3).
func (w *Worker) reminder(ctx context.Context, now time.Time) error {
	until, first, ok := boundary(w.Reminder, now)
	if !ok {
		return nil
	}
	_, err := w.Store.Period(ctx, "reminder", first, until, func(d Desk, _ time.Time) error {
		proxies, err := d.Proxies(ctx, calendar.InRome(now))
		if err != nil {
			return err
		}
		return each(proxies, func(p Proxy) string { return p.Person }, func(person string, theirs []Proxy) error {
			return teller{w, d, now}.reminder(ctx, person, theirs, until)
		})
	})
	return err
}

func (t teller) reminder(ctx context.Context, id string, proxies []Proxy, until time.Time) error {
	p, ok, err := t.Person(ctx, id, t.now)
	if err != nil || !ok {
		return err
	}
	var lines []string
	for _, x := range proxies {
		lines = append(lines, t.power(p.Lang, x))
	}
	once := "reminder-" + id + "-" + calendar.InRome(until).String()
	if err := t.notice(ctx, p, once, "notice.proxies", map[string]string{"Count": strconv.Itoa(len(proxies))}, 0); err != nil {
		return err
	}
	return t.letter(ctx, p, p.Email, once, "mail.reminder", "Lines", strings.Join(lines, "\n"), "Link", t.Address+"/deleghe")
}

// power is one proxy in a line: who, which tasks, for which services, until when.
func (t teller) power(lang string, x Proxy) string {
	var tasks []string
	for _, task := range x.Rights.Tasks {
		tasks = append(tasks, t.Say(lang, "mail.task."+string(task)))
	}
	services := t.Say(lang, "proxies.services.all")
	if len(x.Rights.Services) > 0 {
		var names []string
		for _, s := range x.Rights.Services {
			names = append(names, t.Say(lang, "proxies.service."+s))
		}
		services = strings.Join(names, "; ")
	}
	line := "- " + x.Delegate + ": " + strings.Join(tasks, ", ") + " (" + services + ")"
	if x.Until != 0 {
		line += " " + t.Say(lang, "mail.until", "Day", t.day(lang, x.Until))
	}
	return line
}

// each gives the rows of one person after the other; they come in that order.
func each[T any](rows []T, of func(T) string, fn func(person string, rows []T) error) error {
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && of(rows[n]) == of(rows[0]) {
			n++
		}
		if err := fn(of(rows[0]), rows[:n]); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// day and moment write a day and a moment as the pages do.
func (w *Worker) day(lang string, d calendar.Day) string {
	year, month, day := d.Date()
	number := strconv.Itoa(day)
	if day == 1 {
		number = w.Say(lang, "text.first")
	}
	return w.Say(lang, "text.day", "Day", number, "Month", w.Say(lang, "text.month."+strconv.Itoa(month)), "Year", year)
}

func (w *Worker) moment(lang string, at time.Time) string {
	return w.Say(lang, "text.moment", "Day", w.day(lang, calendar.InRome(at)), "Time", calendar.Rome(at).Format("15:04"))
}
