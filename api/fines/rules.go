package fines

import "sportello/api/money"

// Rules are the terms of the law and the figures that can change: data of the comune (assets/comuni/…/fines.json).
type Rules struct {
	DiscountDays int          `json:"discount_days" doc:"Days of the discount (art. 202 c. 1 CdS)"`
	ReducedDays  int          `json:"reduced_days" doc:"Days of payment in reduced form (art. 202 c. 1)"`
	JudgeDays    int          `json:"judge_days" doc:"Days to appeal to the giudice di pace (D.Lgs. 150/2011 art. 7)"`
	PrefectDays  int          `json:"prefect_days" doc:"Days to appeal to the prefect (art. 203)"`
	DriverDays   int          `json:"driver_days" doc:"Days to say who drove (art. 126-bis c. 2)"`
	AugustStops  bool         `json:"august_stops" doc:"The days from 1 to 31 August do not count for the giudice di pace"`
	JudgeFee     money.Cents  `json:"judge_fee,omitempty" doc:"Contributo unificato"`
	DriverMin    money.Cents  `json:"driver_min,omitempty" doc:"What not saying who drove costs, from"`
	DriverMax    money.Cents  `json:"driver_max,omitempty"`
	Instalments  *Instalments `json:"instalments,omitempty" doc:"Art. 202-bis; none: the comune does not offer them here"`
}

// Instalments are the thresholds of art. 202-bis.
type Instalments struct {
	Days     int         `json:"days" doc:"From notification"`
	Over     money.Cents `json:"over" doc:"Only for more than this"`
	Income   money.Cents `json:"income" doc:"Taxable income of the year, at most"`
	EachMore money.Cents `json:"each_more" doc:"Added for each person who lives with the applicant"`
	Least    money.Cents `json:"least" doc:"Each instalment, at least"`
	Steps    []Step      `json:"steps"`
	Decision int         `json:"decision" doc:"Days for the answer"`
}

// Step is the most instalments up to an amount; without one, for all that is more.
type Step struct {
	UpTo money.Cents `json:"up_to,omitempty"`
	Most int         `json:"most"`
}
