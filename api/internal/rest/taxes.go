package rest

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/taxes"
)

const (
	noRight    = "Under a mandate that does not reach so far the answer is 403."
	imuFigures = "Sums are in cents, rates in hundred-thousandths: 1060 is 1.06 %. The tax of a line is base × rate × share × months ÷ 12 × part, less the deduction, " +
		"to the cent; a term asks whole euro by codice tributo. " + noRight
)

// ofYear narrows a question to one year.
type ofYear struct {
	Asked
	Year int `query:"year" minimum:"2012" maximum:"2100" doc:"Only this year; none: every year worth showing" example:"2026"`
}

func (s *server) taxes() {
	op := s.reading("get-tari", "/v1/taxes/tari", "What the person is asked to pay for waste: bills, instalments, payments", tariAnswer{})
	op.Description = "Sums are in cents, rates in hundred-thousandths of a euro, surfaces in hundredths of a square metre. " + noRight
	huma.Register(s.api, forPerson(op, tariExample()), func(ctx context.Context, in *ofYear) (*document, error) {
		f, rules, err := s.taxed(ctx, "tari")
		if err != nil {
			return nil, s.answer(err)
		}
		return s.unlessSame(&in.Asked, tariOf(f.Tari, rules, in.Year))
	})
	op = s.reading("get-imu", "/v1/taxes/imu", "What the person holds, what is asked for it and what they paid, worked out year by year", imuAnswer{})
	op.Description = imuFigures
	huma.Register(s.api, forPerson(op, imuExample()), func(ctx context.Context, in *ofYear) (*document, error) {
		f, rules, err := s.taxed(ctx, "imu")
		if err != nil {
			return nil, s.answer(err)
		}
		return s.unlessSame(&in.Asked, imuOf(f.Imu, rules, calendar.InRome(f.ReadAt), in.Year))
	})
	op = huma.Operation{OperationID: "simulate-imu", Method: http.MethodPost, Path: "/v1/taxes/imu/simulations", DefaultStatus: http.StatusOK,
		Summary:     "What the IMU of a year would be if a unit were sold, lent, let, or left for a care home. A reckoning: nothing is stored, nothing is declared",
		Description: imuFigures,
		Errors:      []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusUnprocessableEntity, http.StatusServiceUnavailable}}
	op.Responses = map[string]*huma.Response{"200": {Description: "The year as it is, and as it would be", Content: s.content(simulated{})}}
	huma.Register(s.api, forPerson(op, simulationExample()), s.simulate)
}

func (s *server) simulate(ctx context.Context, in *struct {
	Actor   string `header:"Sportello-Actor" format:"uuid" doc:"Id of who is thought to be signed in: when it is somebody else, nothing is told"`
	Mandate string `header:"Sportello-Mandate" format:"uuid" doc:"Id of the proxy or of the assistance under which it is asked; none: in one's own matters"`
	Body    struct {
		taxes.WhatIf
		Year int `json:"year,omitempty" minimum:"2012" maximum:"2100" doc:"None: that of the day" example:"2026"`
	}
}) (*simulation, error) {
	f, rules, err := s.taxed(ctx, "imu")
	if err != nil {
		return nil, s.answer(err)
	}
	year := in.Body.Year
	if year == 0 {
		year = in.Body.On.Year()
	}
	result, err := simulatedBy(f.Imu, rules, in.Body.WhatIf, year)
	if err != nil {
		return nil, s.answer(err)
	}
	return &simulation{result}, nil
}

// taxed is the folder of who may see a tax of the person, and the rules of the town.
func (s *server) taxed(ctx context.Context, tax string) (folder.Folder, taxes.Rules, error) {
	if !who(ctx).May(identity.See, tax) {
		return folder.Folder{}, taxes.Rules{}, command.ErrNoMandate
	}
	f, err := s.Hall.Folder(ctx, who(ctx))
	if err != nil {
		return f, taxes.Rules{}, err
	}
	town, err := s.Hall.Town(ctx)
	return f, town.Taxes, err
}
