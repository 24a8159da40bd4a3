package extract

// Numbers are what articles are told by, by purpose. They are handed in with the
// hints, so that each can be changed alone and its price be seen; Shipped are
// those that hold. Lengths are letters or characters unless a comment says
// otherwise; a Share is in hundredths.
type Numbers struct {
	Lines      LineNumbers
	Trim       TrimNumbers
	Boxes      BoxNumbers
	Body       BodyNumbers
	Density    DensityNumbers
	Standfirst StandfirstNumbers
	Names      NameNumbers
	Imprint    ImprintNumbers
	Dates      DateNumbers
	Titles     TitleNumbers
	Confidence ConfidenceNumbers
	Accord     AccordNumbers
	Reject     RejectNumbers
	List       ListNumbers
	Sections   SectionNumbers
}

// Shipped are the numbers that are decided by where none are handed in.
func Shipped() *Numbers {
	return &Numbers{
		Lines: shippedLines(), Trim: shippedTrim(), Boxes: shippedBoxes(), Body: shippedBody(), Standfirst: shippedStandfirst(),
		Names: shippedNames(), Imprint: shippedImprint(), Dates: shippedDates(), Titles: shippedTitles(), Confidence: shippedConfidence(), Accord: shippedAccord(),
		Density: shippedDensity(), Reject: shippedReject(), List: shippedList(), Sections: shippedSections(),
	}
}
