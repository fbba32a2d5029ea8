package backoffice

import "sportello/api/taxes"

// Why a row of a file of fines is not taken in, besides the reasons of every file.
const (
	FineMissing     taxes.Reason = "verbale number missing"
	FineForm        taxes.Reason = "verbale number has neither letter nor digit"
	FineKindUnknown taxes.Reason = "kind of verbale unknown"
	PlateMissing    taxes.Reason = "plate missing"
	PlateForm       taxes.Reason = "plate is no plate"
	FoundMissing    taxes.Reason = "day of the violation missing"
	FoundAhead      taxes.Reason = "day of the violation in the future"
	TimeForm        taxes.Reason = "not a time of day"
	PlaceMissing    taxes.Reason = "place missing"
	WhatMissing     taxes.Reason = "violation missing"
	TextTooLong     taxes.Reason = "text too long"
	PhotoForm       taxes.Reason = "photo is no https address"

	NotifiedBefore taxes.Reason = "notified before the violation"
	NotifiedAhead  taxes.Reason = "notified in the future"
	NotifiedOnCar  taxes.Reason = "preavviso with a notification"

	FineAmountNone taxes.Reason = "no amount"
	ReducedNone    taxes.Reason = "discounted amount without a reduced one"
	DiscountOver   taxes.Reason = "discounted amount above the reduced one"
	ReducedOver    taxes.Reason = "reduced amount above the full one"
	CostsOver      taxes.Reason = "costs above an amount"
	PointsForm     taxes.Reason = "points is not a number of points"

	OfficeUnknown  taxes.Reason = "office state unknown"
	OfficeDay      taxes.Reason = "office state before the violation or in the future"
	CollectorState taxes.Reason = "collector's amount without the collector"
	FinePaidNone   taxes.Reason = "said to be paid without a sum"
	FinePaidNoDay  taxes.Reason = "sum paid without its day"
	FinePaidNoSum  taxes.Reason = "day of payment without a sum"
	FinePaidAhead  taxes.Reason = "paid in the future"
	FinePaidBefore taxes.Reason = "paid before the violation"

	NoticeAux       taxes.Reason = "notice number begins with an unknown digit"
	NoticeNoAmount  taxes.Reason = "notice number without its amount"
	NoticeSame      taxes.Reason = "same notice number on two amounts"
	FineTwice       taxes.Reason = "same verbale twice with other data"
	FineNoticeTwice taxes.Reason = "same notice number on two verbali"
	FineNoticeKept  taxes.Reason = "notice number stored for another debt"
)
