package extract

// NameNumbers tell the names of people, agencies and sections from other lines.
type NameNumbers struct {
	NoteZone     int // blocks at the end of a body that may be a note about its author, and at both that name them
	Note         int // characters of the note
	NoteBegins   int // bytes beside the name that the note begins with
	NamesLine    int // characters of a line of names
	BesideNames  int // letters beside them from which it is more
	TwoToFour    int // words of a name that nothing but its place tells
	Desk         int // words of the name of a desk
	PartOfHouse  int // words of the name of another part of the house
	NamesWords   int // words of names together
	Words        int // words of one
	Letters      int // characters of a name in a byline
	InByline     int // words of one there
	People       int // people of one byline
	FootCredit   int // bytes of a last line that is a credit
	Foot         int // bytes of one that ends in a credit
	CreditFirst  int // bytes of the begin of a text that a credit stands in
	CreditLast   int // bytes of its end
	Tag, Section int // characters of a keyword and of a part of the paper
}

func shippedNames() NameNumbers {
	return NameNumbers{
		NoteZone: 3, Note: 600, NoteBegins: 30, NamesLine: 110, BesideNames: 6,
		TwoToFour: 4, Desk: 5, PartOfHouse: 4, NamesWords: 12, Words: 6, Letters: 60, InByline: 7, People: 12,
		FootCredit: 40, Foot: 80, CreditFirst: 160, CreditLast: 80, Tag: 80, Section: 60,
	}
}

// ImprintNumbers tell what a page prints of itself around its title.
type ImprintNumbers struct {
	Line       int // bytes of a line
	Lines      int // lines behind the title
	Before     int // lines before it that may be a date
	Paragraphs int // paragraphs behind which no head of an article stands
	Paragraph  int // letters of such a paragraph
	Title      int // bytes, squashed, of a title that stands in a longer heading
	LabelWord  int // bytes of the word that a label begins with
	Ago        int // bytes of "three hours ago" and what stands beside it
	DateLine   int // characters of a line of a date
	DateAround int // elements around a date without a year
	DateBox    int // bytes of such an element
}

func shippedImprint() ImprintNumbers {
	return ImprintNumbers{
		Line: 160, Lines: 60, Before: 20, Paragraphs: 3, Paragraph: 100, Title: 20, LabelWord: 20, Ago: 30, DateLine: 60, DateAround: 2, DateBox: 100,
	}
}

// DateNumbers tell which of the dates of a page is that of publication.
type DateNumbers struct {
	Slack       int // hours that a date may lie ahead of the fetch: clocks and zones go wrong; half of them, that two dates of one moment differ
	NewEdition  int // hours behind publication from which a printed day is a new edition's
	Label       int // bytes before a date in which its label is looked for
	LabelAround int // elements around it whose text before it counts
}

func shippedDates() DateNumbers {
	return DateNumbers{Slack: 24, NewEdition: 31 * 24, Label: 60, LabelAround: 3}
}

// TitleNumbers tell the title from the other headings and from the site's name.
type TitleNumbers struct {
	OfPost  int // characters of the title made of a post
	Heading int // least characters of a heading that is a title
	Retold  int // share of its words from which one headline is another's wording
	Near    int // share of a heading's words in a headline that says nearly the same
	Shared  int // share of the words of either that seconds a heading
	Cut     int // bytes, squashed, that the begin or the end of a title is longer than
	Begun   int // bytes of a title that another goes on from
}

func shippedTitles() TitleNumbers {
	return TitleNumbers{OfPost: 90, Heading: 4, Retold: 80, Near: 75, Shared: 40, Cut: 20, Begun: 15}
}

// ConfidenceNumbers are what speaks for an article being read right, in
// hundredths: a body by its length, a title, a date by its witness, an author.
type ConfidenceNumbers struct {
	Long, Middling, Short          int // characters that a body has more than
	ForLong, ForMiddling, ForShort int
	ForTitle                       int
	ForDate, ForPrintedDay         int
	ForAuthor                      int
	Most                           int // for what is read from a page
	Strange                        int // most, where none of the source's own hints holds
	SecondHand                     int // most, where the page was not seen
	Told                           int // for a video or post that its platform describes
	Discord                        int // most, where the head and the text do not speak of the same
}

func shippedConfidence() ConfidenceNumbers {
	return ConfidenceNumbers{
		Long: 600, Middling: 200, Short: 60, ForLong: 45, ForMiddling: 35, ForShort: 20, ForTitle: 25, ForDate: 22, ForPrintedDay: 15,
		ForAuthor: 5, Most: 97, Strange: 45, SecondHand: 60, Told: 90, Discord: 50,
	}
}

// AccordNumbers tell whether the head of a page and its text speak of the same.
// Weights and shares are in hundredths.
type AccordNumbers struct {
	Letters      int    // letters of the longest word that tells nothing
	ByLetters    [5]int // weight of a word by its letters beyond that
	Arabic       int    // letters that an Arabic word counts more: it writes no short vowels
	Figure       int    // figures of a number that tells more than a small one
	YearFigures  int    // figures of a year
	SmallFigure  int    // weight of a small number
	GreatFigure  int    // weight of another
	Year         int    // weight of a year
	Title        int    // times that a word counts for standing in the title
	Enough       int    // weight of a head from which it can be compared
	Begin        int    // letters of a text in which a word need not come again
	Share        int    // of the weight of a head that stands in a text about it
	ForeignShare int    // the same in a language whose words are looked for as they stand
	Room         int    // characters of a text that has room for what its head speaks of; less is asked of a shorter one
	Stem         int    // letters by which long words are of one family
	Others       int    // other texts of a page that are asked where the first is of something else
	OtherText    int    // letters of one
	RestText     int    // bytes of a text, what repeats the description left out, that is asked alone
	RestShare    int    // of the weight that then stands in it
}

func shippedAccord() AccordNumbers {
	return AccordNumbers{
		Letters: 3, ByLetters: [5]int{30, 50, 70, 85, 100}, Arabic: 2, Figure: 3, YearFigures: 4, SmallFigure: 50, GreatFigure: 150, Year: 30,
		Title: 2, Enough: 200, Begin: 1500, Share: 42, ForeignShare: 27, Room: 400, Stem: 6, Others: 5, OtherText: 150, RestText: 800, RestShare: 15,
	}
}
