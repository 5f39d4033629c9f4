package city.hotline.city;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A recorded day: its calls in order of arrival, and the shifts its answers imply.
 *
 * @param calls that entered the queue
 * @param shifts by seat
 */
record TraceFile(List<TraceCall> calls, List<Shift> shifts) {

  private static final String HEADER = "arrived,type,ivr_s,queue_s,outcome,talk_s,seat";

  /**
   * One call that entered the queue.
   *
   * @param line of the file, which names the call
   * @param queued when it entered the queue, after the announcement
   * @param type the skill it needs
   * @param queueSeconds how long it waited then
   * @param answered whether it was answered then; otherwise the caller hung up
   * @param talkSeconds how long it was talked, when answered
   */
  record TraceCall(
      int line,
      LocalDateTime queued,
      String type,
      int queueSeconds,
      boolean answered,
      int talkSeconds) {}

  /**
   * One operator's day: from the first answer to the end of the last conversation.
   *
   * @param skills the types the seat answered
   */
  record Shift(String seat, LocalDateTime begins, LocalDateTime ends, List<String> skills) {}

  /** Reads a file; a malformed line is named with what is expected. */
  static TraceFile read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.get(0).strip().equals(HEADER)) {
      throw new IllegalArgumentException(file + ": line 1 (expected: " + HEADER + ")");
    }
    var calls = new ArrayList<TraceCall>();
    var days = new LinkedHashMap<String, Day>();
    for (int number = 2; number <= lines.size(); number++) {
      String line = lines.get(number - 1);
      if (line.isBlank()) {
        continue;
      }
      try {
        row(number, line.split(",", -1), calls, days);
      } catch (DateTimeParseException | NumberFormatException | IndexOutOfBoundsException e) {
        throw new IllegalArgumentException(
            file + ": line " + number + ": " + line + " (expected: " + HEADER + ")", e);
      }
    }
    calls.sort((a, b) -> a.queued().compareTo(b.queued()));
    return new TraceFile(List.copyOf(calls), days.values().stream().map(Day::shift).toList());
  }

  private static void row(
      int number, String[] fields, List<TraceCall> calls, Map<String, Day> days) {
    String outcome = fields[4];
    if (outcome.equals("IVR_ONLY")) {
      return;
    }
    LocalDateTime queued = LocalDateTime.parse(fields[0]).plusSeconds(Integer.parseInt(fields[2]));
    int queueSeconds = Integer.parseInt(fields[3]);
    boolean answered = outcome.equals("ANSWERED");
    if (!answered && !outcome.equals("ABANDONED")) {
      throw new NumberFormatException("outcome: " + outcome);
    }
    int talkSeconds = Integer.parseInt(fields[5]);
    calls.add(new TraceCall(number, queued, fields[1], queueSeconds, answered, talkSeconds));
    if (answered) {
      LocalDateTime from = queued.plusSeconds(queueSeconds);
      days.computeIfAbsent(fields[6], Day::new).talked(from, talkSeconds, fields[1]);
    }
  }

  /** Collects one seat's conversations. */
  private static final class Day {
    private final String seat;
    private final TreeSet<String> skills = new TreeSet<>();
    private LocalDateTime begins = LocalDateTime.MAX;
    private LocalDateTime ends = LocalDateTime.MIN;

    Day(String seat) {
      this.seat = seat;
    }

    void talked(LocalDateTime from, int seconds, String type) {
      skills.add(type);
      begins = from.isBefore(begins) ? from : begins;
      LocalDateTime until = from.plusSeconds(seconds);
      ends = until.isAfter(ends) ? until : ends;
    }

    Shift shift() {
      return new Shift(seat, begins, ends, List.copyOf(skills));
    }
  }
}
