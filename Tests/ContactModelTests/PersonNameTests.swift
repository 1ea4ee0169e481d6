import ContactModel
import Testing

/// Full names taken apart, as people say them.
struct PersonNameTests {
    @Test(arguments: [
        ("Ada Lovelace", "Lovelace;Ada;;;"), ("Lovelace, Ada", "Lovelace;Ada;;;"),
        ("Ada King Lovelace", "Lovelace;Ada King;;;"), ("Madonna", ";Madonna;;;"),
        ("", ";;;;"), (",", ";;;;"), ("Lovelace,", ";Lovelace;;;"),
        // Titles and letters are no names.
        ("Dr. Ada Example PhD", "Example;Ada;;Dr.;PhD"),
        ("Prof. Dr. Anna Müller", "Müller;Anna;;Prof. Dr.;"),
        ("Ada Example, PhD", "Example;Ada;;;PhD"),
        ("Ada Example, Ph.D., MBA", "Example;Ada;;;Ph.D. MBA"),
        ("Sammy Davis, Jr.", "Davis;Sammy;;;Jr."), ("Davis, Sammy, Jr.", "Davis;Sammy;;;Jr."),
        ("Mary Ann Smith Jr.", "Smith;Mary Ann;;;Jr."), ("Henry Ford II", "Ford;Henry;;;II"),
        ("Example, Dr. Ada", "Example;Ada;;Dr.;"), ("Dr. Hopper", "Hopper;;;Dr.;"),
        // What only looks like them is a name.
        ("Naosuke Ii", "Ii;Naosuke;;;"), ("Dr.", ";Dr.;;;"), ("Don Draper", "Draper;Don;;;"),
        ("Md Rahman", "Rahman;Md;;;"), ("PhD", ";PhD;;;"),
        // Small words go with the family name.
        ("Ludwig van Beethoven", "van Beethoven;Ludwig;;;"),
        ("José de la Cruz", "de la Cruz;José;;;"), ("van der Berg", "van der Berg;;;;"),
        ("Ben Ross", "Ross;Ben;;;"), ("Ada Ben Ross", "Ross;Ada Ben;;;"),
        ("al gore", "gore;al;;;"), ("山田太郎", ";山田太郎;;;"),
    ])
    func `A full name is taken apart`(fullName: String, components: String) {
        let name = PersonName(splitting: fullName)
        #expect(name.components.joined(separator: ";") == components)
    }
}
