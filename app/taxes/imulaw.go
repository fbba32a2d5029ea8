package taxes

import (
	"sportello/api/taxes"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// imuLaw quotes where the rules stand that these lines met.
func imuLaw(v page.Visit, lines []taxes.ImuLine) *ui.Node {
	met := map[string]bool{}
	for _, l := range lines {
		meets(met, l)
	}
	quotes := []*ui.Node{quoted(v, "imu.law.rule")}
	for _, key := range []string{"base", "area", "half", "main", "luxury", "care_home", "bare", "rate", "group_d", "months", "agreed", "foreign_pension", "terms"} {
		if met[key] {
			quotes = append(quotes, quoted(v, "imu.law."+key))
		}
	}
	return ui.Section(v.Say("imu.why.law"), quotes...)
}

// meets notes the rules that a line met.
func meets(met map[string]bool, l taxes.ImuLine) {
	met["bare"] = met["bare"] || l.Exempt == "bare"
	met["main"] = met["main"] || l.Exempt == "main" || l.Exempt == "appurtenance"
	met["care_home"] = met["care_home"] || l.Exempt == "care_home"
	met["months"] = met["months"] || l.Months < 12
	if l.Exempt != "" {
		return
	}
	met["rate"], met["terms"] = true, true
	met["area"] = met["area"] || l.Holding.Kind == taxes.Area
	met["base"] = met["base"] || l.Holding.Kind != taxes.Area
	met["group_d"] = met["group_d"] || l.State > 0
	for _, why := range l.Reasons {
		switch why {
		case "comodato", "historic", "unfit":
			met["half"] = true
		case "care_home_not_adopted", "care_home_unknown", "second_care_home":
			met["care_home"] = true
		case "luxury", "agreed", "foreign_pension":
			met[why] = true
		case "second_appurtenance", "not_appurtenance":
			met["main"] = true
		}
	}
}
