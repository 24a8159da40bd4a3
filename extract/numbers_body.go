package extract

// LineNumbers tell what a line is by its length, where its words say that it may
// be none of the text. At that length it is text whatever it says.
type LineNumbers struct {
	Away      int // "read also ..."
	Alone     int // a word of the frame and nothing more
	GoesOn    int // words behind which one that begins like "related" is a sentence
	Asks      int // "subscribe ..."
	OverLinks int // a heading over links
	Closing   int // behind a body: where it came from, what it asks
	Ends      int // the rights of the text
	Discusses int // a heading over what readers wrote
	Label     int // a label before its colon
	BareLabel int // a label with what stands behind it
	Telling   int // words that tell something in the least sentence behind a label
	CommaEach int // with a comma to so many words or fewer, words are a list
}

func shippedLines() LineNumbers {
	return LineNumbers{
		Away: 300, Alone: 40, GoesOn: 7, Asks: 160, OverLinks: 80, Closing: 260, Ends: 120, Discusses: 50,
		Label: 60, BareLabel: 140, Telling: 5, CommaEach: 3,
	}
}

// TrimNumbers tell what stands before and behind a body from its text.
type TrimNumbers struct {
	HeadZone    int // blocks that may stand between the title and the text
	Long        int // a block of the text itself; behind two there is no head
	NearHead    int // a line that breaks off beside one of the head
	Title       int // bytes of a title, squashed, that is looked for in a body
	Before      int // blocks in which the title may stand again
	BeforeBytes int // bytes, squashed, before the title that stands again
	LastPart    int // share of the text in which the heading over others stands
	HeadLine    int // longest line of a head
	SignedLine  int // line that begins with by whom
	HeadPhrase  int // line that begins with "updated", "reading time" and their like
	DatedLine   int // line without an end that prints a date
	Rights      int // line that keeps the rights, behind a body
	DateBehind  int // line of a date, behind a body
	Scrap       int // what is shorter, behind a body, says nothing
	BreaksOff   int // line without an end, behind a body
	Bracket     int // line that begins with a bracket, behind a body
	LedTo       int // line without an end before one that calls
	NoFigure    int // bytes of a line that holds no figure and is asked for a date
	AroundDate  int // letters beside a date from which a line is more than it
}

func shippedTrim() TrimNumbers {
	return TrimNumbers{
		HeadZone: 10, Long: 120, NearHead: 50, Title: 12, Before: 6, BeforeBytes: 160, LastPart: 25,
		HeadLine: 110, SignedLine: 60, HeadPhrase: 90, DatedLine: 90,
		Rights: 500, DateBehind: 110, Scrap: 7, BreaksOff: 28, Bracket: 12, LedTo: 80, NoFigure: 40, AroundDate: 12,
	}
}

// BoxNumbers tell boxes that are put into a body from its parts.
type BoxNumbers struct {
	Related         int // letters of a box under a heading over links
	RelatedLinks    int // share of it that is links
	RelatedFew      int // letters up to which it needs no links
	Asking          int // letters of a box that asks for the reader's address
	TeaserNodes     int // nodes of a teaser
	TeaserText      int // letters beside its link
	TeaserLink      int // least letters of its link
	TeaserOthers    int // links to other pages
	TeaserShare     int // share of a body that is teasers from which it is made of them
	PulledLeast     int // sentence pulled out of a text, at least
	PulledMost      int // and at most
	ClearText       int // least letters of a text read in a box called a wall
	ClearParagraphs int // paragraphs of it
	FurnitureShare  int // share of the page under what is called furniture from which it is none
	Caption         int // words beside a picture that only their place tells
	FigureAround    int // elements around a picture in which its figure is looked for
}

func shippedBoxes() BoxNumbers {
	return BoxNumbers{
		Related: 1500, RelatedLinks: 25, RelatedFew: 80, Asking: 350,
		TeaserNodes: 60, TeaserText: 320, TeaserLink: 15, TeaserOthers: 2, TeaserShare: 50, PulledLeast: 40, PulledMost: 400,
		ClearText: 120, ClearParagraphs: 2, FurnitureShare: 50, Caption: 160, FigureAround: 5,
	}
}

// BodyNumbers tell which element holds the body, and what of it is read.
type BodyNumbers struct {
	OpenedShare  int // share of a page's text in a form or aside around its heading that is the page
	OpenedForm   int // that share of a form where no heading is known
	HeadingWords int // least words of a headline: the name of a site has fewer
	HeadingKnown int // share of them that the title has too
	LeastArticle int // letters by which an article element is more than a head
	Longer       int // times that another text may be longer than the article of the heading
	Spare        int // share of its boxes' text that what holds them may have
	PartsDense   int // share of a part's text that its other parts have, at least
	PartsNamed   int // that share where the part is named as a body
	Part         int // letters of a part in a wrapper of its own
	PartTimes    int // times that the first part may be longer
	PartRun      int // letters in one element of it: the cards of a row have fewer
	PartLine     int // letters of a paragraph that is a part by itself
	PartLinks    int // share of links from which it leads away
	PartLink     int // letters to each link on a line of its own
	BeforeEnd    int // characters before a line that ends a body for good
	LineLinks    int // share of a line that is links
	LineOfLinks  int // characters of such a line
	ListLinks    int // share of a list that is links
	FromLead     int // characters of a page below which the endpoint's text is taken
	Carried      int // bytes and letters of a text that an endpoint carries whole, at least
}

func shippedBody() BodyNumbers {
	return BodyNumbers{
		OpenedShare: 5, OpenedForm: 80, HeadingWords: 3, HeadingKnown: 66, LeastArticle: 250, Longer: 8, Spare: 120,
		PartsDense: 30, PartsNamed: 100, Part: 300, PartTimes: 8, PartRun: 250, PartLine: 120, PartLinks: 30, PartLink: 500,
		BeforeEnd: 200, LineLinks: 80, LineOfLinks: 200, ListLinks: 50, FromLead: 200, Carried: 400,
	}
}

// StandfirstNumbers tell the lines between a title and a body.
type StandfirstNumbers struct {
	Reach         int // nodes between the title and the body that are looked at
	Least, Most   int // characters of a standfirst, all paragraphs together at most
	Described     int // least characters of a description that a paragraph is compared with
	DescribedLine int // and of one that a line is
	Tells         int // share of the longer of two texts that are one
	Blocks        int // blocks of the body that may hold it already
	Around        int // elements from the paragraph up that may be called a standfirst
	UnderReach    int // nodes behind the title that are looked at for a subtitle
	SubtitleLeast int // a subtitle is longer
	Subtitle      int // characters of it at most
	Paragraph     int // letters of the paragraph behind which no subtitle stands
	Dated         int // a line with a date
}

func shippedStandfirst() StandfirstNumbers {
	return StandfirstNumbers{
		Reach: 600, Least: 40, Most: 900, Described: 30, DescribedLine: 15, Tells: 70, Blocks: 4, Around: 3,
		UnderReach: 60, SubtitleLeast: 15, Subtitle: 600, Paragraph: 100, Dated: 60,
	}
}
