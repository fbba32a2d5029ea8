package rest

import (
	"context"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/fines"
	"sportello/api/identity"
)

const fineFigures = "Sums are in cents, and are those of the verbale: none is worked out from the law. Days are last days, moved off Sundays and holidays; " +
	"the standing is that of today in Rome. " + noRight

// fineAnswer is a fine, and what a program would else have to work out.
type fineAnswer struct {
	fines.Fine
	Standing fines.Standing `json:"standing" doc:"Where it stands today, what is owed, and its terms"`
}

type finesAnswer struct {
	Fines []fineAnswer `json:"fines" doc:"Newest first"`
}

// fines are the traffic fines of a person.
func (s *server) fines() {
	op := s.reading("list-fines", "/v1/fines", "The person's traffic fines: where each stands, what is owed today, until when, and what it becomes", finesAnswer{})
	op.Description = fineFigures
	huma.Register(s.api, forPerson(op, finesAnswer{[]fineAnswer{fineExample()}}), func(ctx context.Context, in *struct{ Asked }) (*document, error) {
		all, err := s.fined(ctx)
		if err != nil {
			return nil, s.answer(err)
		}
		return s.unlessSame(&in.Asked, finesAnswer{all})
	})
	op = s.reading("get-fine", "/v1/fines/{notice}", "One fine, by the number of one of its notices or by its id", fineAnswer{})
	op.Description, op.Errors = fineFigures, append(op.Errors, http.StatusNotFound)
	huma.Register(s.api, forPerson(op, fineExample()), func(ctx context.Context, in *struct {
		Asked
		Notice string `path:"notice" maxLength:"60" doc:"Notice number of 18 digits, or id of the fine" example:"V-2026-004711"`
	}) (*document, error) {
		all, err := s.fined(ctx)
		at := slices.IndexFunc(all, func(f fineAnswer) bool { return f.Is(in.Notice) })
		if err == nil && at < 0 {
			err = command.ErrNotFound
		}
		if err != nil {
			return nil, s.answer(err)
		}
		return s.unlessSame(&in.Asked, all[at])
	})
}

// fined are the fines of the person, for who may see them.
func (s *server) fined(ctx context.Context) ([]fineAnswer, error) {
	if !who(ctx).May(identity.See, fines.Service) {
		return nil, command.ErrNoMandate
	}
	f, err := s.Hall.Folder(ctx, who(ctx))
	if err != nil {
		return nil, err
	}
	town, err := s.Hall.Town(ctx)
	all := make([]fineAnswer, len(f.Fines))
	for i, fine := range f.Fines {
		all[i] = fineAnswer{fine, fine.Standing(town.Fines, calendar.InRome(f.ReadAt))}
	}
	return all, err
}

// fineExample is a verbale of DOMAIN § 4.2 on day 6: the discount is over, and day 60 is a Sunday.
func fineExample() fineAnswer {
	rules := fines.Rules{DiscountDays: 5, ReducedDays: 60, JudgeDays: 30, PrefectDays: 60, DriverDays: 60, AugustStops: true}
	f := rules.Dates(fines.Fine{ID: "V-2026-004711", Number: "V/2026/004711", Kind: fines.Verbale, Plate: "AB123CD", FoundOn: exampleDay(2026, 6, 20), FoundAt: "10:40",
		Place: "Via Cavour 12", What: "Sosta in doppia fila", Article: "art. 158 c. 2 CdS", NotifiedOn: exampleDay(2026, 7, 1), Discounted: 43_20, Reduced: 55_80,
		Full: 100_30, Costs: 13_80, Office: fines.Live, NAVs: fines.NAVs{Discounted: "301000000000000144", Reduced: "348202600000012352"}})
	return fineAnswer{f, f.Standing(rules, exampleDay(2026, 7, 7))}
}
