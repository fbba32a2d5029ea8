package pages

import (
	"net/url"
	"strconv"
	"time"

	"sportello/api/calendar"
)

// The personas of the taxes, beside those of the other tests.
const (
	landlord = "aldo"   // holds forty units
	heir     = "irene"  // has inherited a half
	tenant   = "samira" // owns nothing
	bought   = "gemma"  // bought on the 16th
)

// forTeresa is the proxy that Teresa's daughter has in the demonstration; atTeresa is a clerk's assistance of hers.
const (
	forTeresa = "01900000-0000-7000-8000-000000000001"
	atTeresa  = "01900000-0000-7000-8000-000000000c07"
)

// taxWhole are the pages of taxes and deadlines on which the windows, the letters and the keyboard are proved.
var taxWhole = map[string]bool{
	"taxes: what is late": true, "TARI: why": true, "TARI: how to pay, late": true, "IMU: one of three": true, "IMU: forty, one by one": true,
	"IMU: one unit, bought on the 16th": true, "IMU: the F24 of the saldo": true, "IMU: late": true, "IMU: late, no day": true,
	"what if: what": true, "what if: nothing said to when": true, "what if: sold": true,
	"deadlines: late": true, "deadlines: the address, shown once": true,
}

// year is this one; imu and before are the addresses of the IMU of this year and of the last.
var (
	year   = strconv.Itoa(calendar.InRome(time.Now()).Year())
	imu    = "/tasse/imu/" + year
	before = "/tasse/imu/" + strconv.Itoa(calendar.InRome(time.Now()).Year()-1)
)

// settleTaxes finds the units that sights look at, the last and the first that somebody holds, and makes what they need.
func (p *program) settleTaxes() {
	p.sql(`insert into clerk(person, office) values ($1, 'Tributi')`, p.in.ids[reading])
	p.opens(reading, plain, atTeresa)
	p.sql(`update assistance set expires_at = now() + interval '29 minutes' where id = $1`, atTeresa)
	p.form(drafted, "/scadenze/calendario", nil)
	for who, where := range map[string]string{plain: imu, late: imu, bought: imu, heir: imu, landlord: imu + "/immobili"} {
		if p.err != nil {
			return
		}
		found, err := linked(p.in.clients[who], p.h.URL+where, unitAddress)
		if p.err = err; err == nil {
			p.in.asked["{unit of "+who+"}"], p.in.asked["{first unit of "+who+"}"] = found[len(found)-1], found[0]
		}
	}
}

// simulating is the address of a question of the simulator, for a unit and what has been said.
func simulating(unit string, said ...string) string {
	address := "/tasse/imu/simula?immobile=" + unit
	for i := 0; i+1 < len(said); i += 2 {
		address += "&" + said[i] + "=" + url.QueryEscape(said[i+1])
	}
	return address
}

// taxing are the pages of what people owe, why, by when, and how they pay.
func taxing() []sight {
	all := []sight{
		{name: "taxes: nothing", path: "/tasse", who: empty},
		{name: "taxes: what is next", path: "/tasse", who: plain, shows: ".amount"},
		{name: "taxes: what is late", path: "/tasse", who: late, shows: ".callout.danger"},
		{name: "TARI: why", path: "{home}/perche", who: plain, shows: "table"},
		{name: "TARI: why, with a discount", path: "{home}/perche", who: late, shows: "table"},
		{name: "TARI: how to pay", path: "{home}/paga/3", who: plain, shows: ".qr"},
		{name: "TARI: how to pay, late", path: "{home}/paga/2", who: late, shows: ".callout.danger"},
		{name: "TARI: paid already", path: "{home}/paga/1", who: plain, shows: ".callout.success"},
		{name: "TARI: with F24", path: "{home}/paga/3/f24", who: plain, shows: ".sheet"},
		{name: "TARI: with F24, late", path: "{home}/paga/2/f24", who: late, shows: ".sheet"},
		{name: "IMU: nothing held", path: "/tasse/imu", who: empty, shows: ".callout"},
		{name: "IMU: a tenant", path: "/tasse/imu", who: tenant, shows: ".callout"},
		{name: "IMU: one of three", path: "/tasse/imu", who: plain, shows: "main a[href='" + imu + "/paga/saldo']"},
		{name: "IMU: late", path: "/tasse/imu", who: late, shows: ".callout.danger"},
		{name: "IMU: forty", path: "/tasse/imu", who: landlord, shows: "main a[href='" + imu + "/immobili']"},
		{name: "IMU: an heir", path: "/tasse/imu", who: heir, shows: ".callout.info, .callout"},
		{name: "IMU: bought on the 16th", path: "/tasse/imu", who: bought},
		{name: "IMU: a year all paid", path: before, who: plain, shows: ".callout.success"},
		{name: "IMU: a year with nothing to pay", path: before, who: heir, shows: ".callout"},
		{name: "IMU: no such year", path: "/tasse/imu/1999", who: plain, status: 404, server: true},
		{name: "IMU: why", path: imu + "/perche", who: plain, shows: "table"},
		{name: "IMU: why, forty", path: imu + "/perche", who: landlord, shows: "table"},
		{name: "IMU: why, an heir", path: imu + "/perche", who: heir, shows: "table"},
		{name: "IMU: why, overdue", path: imu + "/perche", who: late, shows: "table"},
		{name: "IMU: forty, one by one", path: imu + "/immobili", who: landlord, shows: "table"},
		{name: "IMU: one unit, a third", path: imu + "/immobili/{unit of " + plain + "}", who: plain},
		{name: "IMU: one unit, inherited", path: imu + "/immobili/{unit of " + heir + "}", who: heir},
		{name: "IMU: one unit, bought on the 16th", path: imu + "/immobili/{unit of " + bought + "}", who: bought},
		{name: "IMU: one unit of forty", path: imu + "/immobili/{unit of " + landlord + "}", who: landlord},
		{name: "IMU: somebody else's unit", path: imu + "/immobili/{unit of " + landlord + "}", who: plain, status: 404, server: true},
		{name: "IMU: the F24 of the saldo", path: imu + "/paga/saldo", who: plain, shows: ".sheet"},
		{name: "IMU: the F24 of forty", path: imu + "/paga/saldo", who: landlord, shows: ".sheet"},
		{name: "IMU: the acconto is paid", path: imu + "/paga/acconto", who: plain, shows: ".callout.success"},
		{name: "IMU: the acconto is late", path: imu + "/paga/acconto", who: late, shows: ".callout.danger"},
		{name: "IMU: all at once, half late", path: imu + "/paga/tutto", who: late, shows: ".callout.danger"},
		{name: "IMU: paying late", path: imu + "/ritardo", who: late, shows: ".sheet"},
		{name: "IMU: paying late, in a month", path: imu + "/ritardo?giorno=" + url.QueryEscape(day(30)), who: late, shows: ".sheet"},
		{name: "IMU: nothing is late", path: imu + "/ritardo", who: plain, shows: ".callout.success"},
		day1("IMU: late, no day", ""), day1("IMU: late, a day that is none", "31/2/2027"), day1("IMU: late, too early", day(-400)), day1("IMU: late, too far", day(400)),
	}
	all = append(all, supposing()...)
	all = append(all, falling()...)
	for i, s := range all {
		all[i].light = !taxWhole[s.name]
	}
	return all
}

// day1 is a day, said to the page about paying late, that it cannot take.
func day1(name, said string) sight {
	return wrong(name, imu+"/ritardo", late, url.Values{"giorno": {said}})
}

// supposing are the questions of the simulator, each thing that can be wrong, and what comes of it.
func supposing() []sight {
	when := simulating("{unit of "+plain+"}", "cosa", "sell")
	said := func(day string) url.Values { return url.Values{"giorno": {day}} }
	soon := day(20)
	all := []sight{
		{name: "nothing to try", path: "/tasse/imu/simula", who: tenant},
		{name: "which", path: "/tasse/imu/simula", who: plain, shows: "[name=immobile]"},
		{name: "which, of forty", path: "/tasse/imu/simula", who: landlord, shows: "table"},
		wrong("nothing said to which", "/tasse/imu/simula", plain, url.Values{"immobile": {""}}),
		{name: "what", path: simulating("{unit of " + plain + "}"), who: plain, shows: "[name=cosa]"},
		wrong("nothing said to what", simulating("{unit of "+plain+"}"), plain, url.Values{"cosa": {""}}),
		{name: "when", path: when, who: plain, shows: "#giorno"},
		wrong("nothing said to when", when, plain, said("")), wrong("no day", when, plain, said("domani")), wrong("no such day", when, plain, said("31/2/2027")),
		wrong("too far a day", when, plain, said(day(1000))),
		{name: "sold", path: simulating("{unit of "+plain+"}", "cosa", "sell", "giorno", soon), who: plain, shows: "table"},
		{name: "let", path: simulating("{unit of "+plain+"}", "cosa", "agreed", "giorno", soon), who: plain, shows: "table"},
		{name: "lent", path: simulating("{unit of "+bought+"}", "cosa", "lend", "giorno", soon), who: bought, shows: "table"},
		{name: "in a care home", path: simulating("{first unit of "+plain+"}", "cosa", "care_home", "giorno", soon), who: plain, shows: "table"},
	}
	for i := range all {
		all[i].name = "what if: " + all[i].name
	}
	return all
}

// falling are the deadlines and the calendar, and the pages of taxes in another's matters.
func falling() []sight {
	all := []sight{
		{name: "deadlines: none", path: "/scadenze", who: empty, shows: ".callout.success"},
		{name: "deadlines: some", path: "/scadenze", who: plain, shows: ".amount"},
		{name: "deadlines: late", path: "/scadenze", who: late, shows: "main .tag-danger, main .badge.bg-danger, main [class*=danger]"},
		{name: "deadlines: of a delegate", path: "/scadenze", who: drafted},
		{name: "deadlines: no address", path: "/scadenze/calendario", who: filed, shows: "main form"},
		{name: "deadlines: the address, shown once", path: "/scadenze/calendario", who: clerk, fill: url.Values{}, shows: "#segreto", server: true},
		{name: "deadlines: an address", path: "/scadenze/calendario", who: drafted, shows: "[name=fai]"},
		{name: "deadlines: the address is closed", path: "/scadenze/calendario?chiuso=1", who: plain, shows: ".callout.success"},
	}
	for _, of := range []struct{ name, at, who string }{{"for Teresa: ", per(forTeresa), drafted}, {"desk: Teresa's ", per(atTeresa), reading}} {
		for _, s := range []sight{{name: "taxes", path: "/tasse", shows: ".amount"}, {name: "TARI, why", path: "{home of " + plain + "}/perche", shows: "table"},
			{name: "TARI, how to pay", path: "{home of " + plain + "}/paga/3", shows: ".qr"}, {name: "IMU", path: "/tasse/imu", shows: "table"},
			{name: "IMU, why", path: imu + "/perche", shows: "table"}, {name: "unit", path: imu + "/immobili/{unit of " + plain + "}"},
			{name: "IMU, F24", path: imu + "/paga/saldo", shows: ".sheet"}, {name: "IMU, late", path: imu + "/ritardo", shows: ".callout.success"},
			{name: "what if", path: simulating("{unit of " + plain + "}"), shows: "[name=cosa]"}, {name: "deadlines", path: "/scadenze", shows: ".amount"}} {
			s.name, s.path, s.who, s.server = of.name+s.name, of.at+s.path, of.who, of.who == reading
			all = append(all, s)
		}
	}
	return all
}
