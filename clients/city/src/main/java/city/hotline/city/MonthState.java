package city.hotline.city;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a driver of a month remembers from one day to the next: its own count and where it is in the
 * history of orders. Written whole at the end of each day; a file half written is never taken for
 * one.
 *
 * @param seed of the run
 * @param month the month that is driven
 * @param tokens of the history, by district
 * @param book lines of the {@link MonthBook}
 * @param units lines of the {@link UnitWatches}
 */
record MonthState(
    long seed, YearMonth month, Map<String, String> tokens, List<String> book, List<String> units) {

  void write(Path file) throws IOException {
    var lines = new ArrayList<String>();
    lines.add("month," + seed + "," + month);
    tokens.forEach((district, token) -> lines.add("token," + district + "," + token));
    book.forEach(line -> lines.add("book," + line));
    units.forEach(line -> lines.add("unit," + line));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, lines, StandardCharsets.UTF_8);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Fails with an IllegalArgumentException where the file is none of these. */
  static MonthState read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    var tokens = new TreeMap<String, String>();
    var book = new ArrayList<String>();
    var units = new ArrayList<String>();
    if (lines.isEmpty() || !lines.get(0).startsWith("month,")) {
      throw new IllegalArgumentException(file + ": not the state of a month (delete it to begin)");
    }
    String[] head = lines.get(0).split(",", -1);
    for (String line : lines.subList(1, lines.size())) {
      String[] parts = line.split(",", 2);
      switch (parts[0]) {
        case "token" -> tokens.put(parts[1].substring(0, 6), parts[1].substring(7));
        case "book" -> book.add(parts[1]);
        case "unit" -> units.add(parts[1]);
        default -> throw new IllegalArgumentException(file + ": not a line of it: " + line);
      }
    }
    return new MonthState(Long.parseLong(head[1]), YearMonth.parse(head[2]), tokens, book, units);
  }
}
