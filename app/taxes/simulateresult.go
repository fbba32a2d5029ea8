package taxes

import (
	"slices"
	"strconv"

	"sportello/api/calendar"
	"sportello/api/money"
	"sportello/api/taxes"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// supposed is the result: what changes in the year, in a whole year, on what conditions, and what would have to be done.
func supposed(v page.Visit, q question, h taxes.Holding, day calendar.Day) page.Page {
	event := taxes.Event(q.event)
	after, err := v.Folder.Imu.Suppose(taxes.WhatIf{Unit: q.unit, Event: event, On: day})
	if err != nil {
		return askWhen(v, q, h, "outside") // the property was held or used in another way then
	}
	title := v.Say("simulate.result." + q.event)
	body := []*ui.Node{ui.Back(simulatePath+"?"+query(question{"giorno", q.unit, q.event, q.day}), v.Say("flow.back")), ui.H1(title), v.Age(), onlyTrial(v),
		v.Para("simulate.about", "Unit", unitName(v, h), "Day", day)}
	body = append(body, townSays(v, event, h, day.Year())...) // before the sums: nobody is to be frightened by one that may not hold
	body = append(body, beforeAfter(v, after, day.Year())...)
	body = append(body, conditions(v, event, day.Year()), toDo(v, event, day.Year()),
		ui.LinkSecond(simulatePath+"?"+query(question{step: "cosa", unit: q.unit, event: q.event}), v.Say("simulate.again")), ui.Link(imuPath, v.Say("imu.back")))
	return page.Page{Title: title, Body: body}
}

// beforeAfter is the year and a whole year, as they are and as they would be. The whole year is the next one: by then
// all that was supposed has happened.
func beforeAfter(v page.Visit, after taxes.Imu, year int) []*ui.Node {
	rules, now := v.Town.Taxes, v.Folder.Imu
	var rows [][]*ui.Node
	row := func(name string, before, then money.Cents) {
		rows = append(rows, []*ui.Node{ui.Text(name), euro(v, before), euro(v, then), euro(v, then-before)})
	}
	this, would := now.Reckon(rules, year), after.Reckon(rules, year)
	next, whole := now.Reckon(rules, year+1), after.Reckon(rules, year+1)
	row(v.Say("simulate.table.this", "Year", strconv.Itoa(year)), this.Total, would.Total)
	row(v.Say("simulate.table.whole"), next.Total, whole.Total)
	head := []string{v.Say("simulate.table.year"), v.Say("simulate.table.before"), v.Say("simulate.table.after"), v.Say("simulate.table.diff")}
	out := []*ui.Node{difference(v, year, would.Total-this.Total), ui.Table(v.Say("simulate.table.caption"), head, rows), ui.P(v.Say("simulate.all"))}
	if next.Estimated {
		out = append(out, ui.P(v.Say("simulate.estimated")))
	}
	return out
}

func difference(v page.Visit, year int, d money.Cents) *ui.Node {
	key := "simulate.more"
	switch {
	case d == 0:
		return ui.P(v.Say("simulate.same", "Year", strconv.Itoa(year)))
	case d < 0:
		key, d = "simulate.less", -d
	}
	return ui.Amount(v.Say(key, "Year", strconv.Itoa(year)), text.Euro(v.Text, d), text.EuroSpoken(v.Text, d))
}

// townSays is what the result depends on beyond the person: the comune's choice, and what else the person holds.
func townSays(v page.Visit, e taxes.Event, h taxes.Holding, year int) []*ui.Node {
	rules, _ := v.Town.Taxes.ImuFor(year)
	switch {
	case e == taxes.MoveToCareHome && rules.CareHome == taxes.Yes:
		return []*ui.Node{ui.P(v.Say("simulate.care.yes"))}
	case e == taxes.MoveToCareHome && rules.CareHome != taxes.No:
		return []*ui.Node{ui.Callout("warning", v.Say("simulate.care.unknown.title"), ui.P(v.Say("simulate.care.unknown.about")))}
	case e == taxes.MoveToCareHome:
		return []*ui.Node{ui.Callout("warning", v.Say("simulate.care.no.title"), ui.P(v.Say("simulate.care.no.about")))}
	case e == taxes.LendToChild && otherHome(v, h.Unit):
		return []*ui.Node{ui.Callout("warning", v.Say("simulate.lend.other.title"), ui.P(v.Say("simulate.lend.other.about")))}
	}
	return nil
}

// otherHome reports whether the person holds one more home, beside this one and the one they live in (c. 747 lett. c).
func otherHome(v page.Visit, unit string) bool {
	return slices.ContainsFunc(simulables(v), func(h taxes.Holding) bool {
		return h.Unit != unit && h.Use != taxes.MainHome && groupOf(h) == "home"
	})
}

// conditions are those of the law; nil of a rule that the comune has not adopted.
func conditions(v page.Visit, e taxes.Event, year int) *ui.Node {
	if rules, _ := v.Town.Taxes.ImuFor(year); e == taxes.MoveToCareHome && rules.CareHome == taxes.No {
		return nil
	}
	title := "simulate.if.title"
	if e == taxes.Sell { // no condition: how the days are counted
		title = "simulate.if.days"
	}
	return ui.Section(v.Say(title), ui.List(numbered(v, "simulate.if."+string(e))...))
}

// numbered are the sentences of the catalogue with that beginning.
func numbered(v page.Visit, key string) []*ui.Node {
	var all []*ui.Node
	for n := 1; v.Text.Has(key + "." + strconv.Itoa(n)); n++ {
		all = append(all, ui.Text(v.Say(key+"."+strconv.Itoa(n))))
	}
	return all
}

// toDo is what somebody has to do who really decides, with the day of the declaration.
func toDo(v page.Visit, e taxes.Event, year int) *ui.Node {
	steps := numbered(v, "simulate.do."+string(e))
	if e != taxes.Sell { // the notary tells the comune
		if rules, ok := v.Town.Taxes.ImuOf(year); ok && rules.Declaration != 0 {
			steps = append(steps, ui.Text(v.Say("simulate.do.declare", "Day", text.Day(v.Text, rules.Declaration))))
		} else {
			steps = append(steps, ui.Text(v.Say("simulate.do.declare.ask")))
		}
	}
	return ui.Section(v.Say("simulate.do.title"), ui.Steps(steps...), ui.P(v.Say("simulate.do.call", "Phone", v.Town.Phone)))
}
