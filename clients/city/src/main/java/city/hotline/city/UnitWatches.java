package city.hotline.city;

import city.hotline.client.Department;
import city.hotline.client.HotlineClient;
import city.hotline.client.HotlineException;
import city.hotline.client.OrderListener;
import city.hotline.client.OrderWatch;
import city.hotline.proto.department.v1.WatchOrdersResponse;
import city.hotline.proto.directory.v1.Unit;
import city.hotline.proto.directory.v1.UnitKind;
import city.hotline.proto.docket.v1.DocketEvent;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Units that follow their orders, are cut off at random and go on by token. What each must get is
 * known from the history of all orders: every record that names the unit, or one below it, and of
 * its events those, and those that name nobody. Both sides are counted and summed up, so a record
 * or an event that came twice or not at all shows. Thread-safe.
 */
final class UnitWatches implements AutoCloseable {
  private static final int AHEAD = 64;

  /** The fields by which an event names a unit. */
  private static final Set<String> NAMES =
      Set.of(
          "unit",
          "co_handler",
          "co_handlers",
          "decider",
          "escalated_to",
          "parent_unit",
          "former_unit",
          "former_decider");

  private final HotlineClient client;
  private final Problems problems;
  private final SplittableRandom random;
  private final Map<String, String> above = new HashMap<>();
  private final Map<String, Reader> readers = new HashMap<>();
  private final List<Reader> all;
  private long cuts;

  /** Records that concerned a unit: how many, and the sum of what tells them apart. */
  private static final class Sum {
    private long count;
    private long sum;

    /** One record, and of what kinds those of its events are that concern the unit. */
    synchronized void add(WatchOrdersResponse message, long kinds) {
      long which = message.getShard().hashCode() * 0x9E3779B97F4A7C15L;
      count++;
      sum += (which ^ message.getPosition().getSequence()) * 0xC2B2AE3D27D4EB4FL + kinds;
    }

    synchronized void restore(long count, long sum) {
      this.count = count;
      this.sum = sum;
    }

    synchronized List<Long> both() {
      return List.of(count, sum);
    }
  }

  /**
   * So many units, streets first, that do not follow their orders yet.
   *
   * @param count at most as many as there are
   */
  UnitWatches(HotlineClient client, int count, long seed, Problems problems) {
    this.client = client;
    this.problems = problems;
    this.random = new SplittableRandom(seed);
    List<Unit> units = new ArrayList<>(HotlineClient.await(client.directory().units("")));
    units.forEach(u -> above.put(u.getCode(), u.getParent()));
    units.removeIf(u -> u.getKind() == UnitKind.UNIT_KIND_CITY);
    units.sort(Comparator.comparing(u -> u.getKind() == UnitKind.UNIT_KIND_STREET ? 0 : 1));
    for (Unit unit : units.subList(0, Math.min(count, units.size()))) {
      readers.put(unit.getCode(), new Reader(unit));
    }
    this.all = List.copyOf(readers.values());
  }

  /** All begin, or go on from lines that {@link #lines} wrote. */
  void begin(List<String> lines) {
    for (String line : lines) {
      String[] parts = line.split(",", -1);
      Reader reader = readers.get(parts[0]);
      if (reader != null) {
        reader.token = parts[1];
        reader.due.restore(Long.parseLong(parts[2]), Long.parseLong(parts[3]));
        reader.got.restore(Long.parseLong(parts[4]), Long.parseLong(parts[5]));
      }
    }
    all.forEach(Reader::openIfCut);
  }

  /**
   * Whether all follow: from then on each record that concerns one is a change to it, and is part
   * of no snapshot.
   */
  boolean areReady() {
    return all.stream().allMatch(Reader::isReady);
  }

  /** Where each unit is, and what it got. */
  List<String> lines() {
    return all.stream().map(Reader::line).toList();
  }

  /** One message of a watch of all orders: whoever is named must get it. */
  void happened(WatchOrdersResponse message) {
    if (!message.hasChange()) {
      return;
    }
    var kinds = new HashMap<Reader, Long>();
    long ofAll = 0;
    for (DocketEvent event : message.getChange().getEventsList()) {
      var names = new HashSet<String>();
      collect(event, names);
      if (names.isEmpty()) {
        ofAll += kind(event);
      }
      for (Reader reader : readersOf(names)) {
        kinds.merge(reader, kind(event), Long::sum);
      }
    }
    for (Map.Entry<Reader, Long> each : kinds.entrySet()) {
      each.getKey().due.add(message, each.getValue() + ofAll);
    }
  }

  private static long kind(DocketEvent event) {
    return event.getEventCase().getNumber() * 0x165667B19E3779F9L;
  }

  private Set<Reader> readersOf(Set<String> names) {
    var readersOf = new HashSet<Reader>();
    for (String name : names) {
      Reader own = readers.get(name);
      if (own != null) {
        readersOf.add(own);
      }
      String superior = above.get(name);
      while (superior != null && !superior.isEmpty()) {
        Reader reader = readers.get(superior);
        if (reader != null && reader.withBelow) {
          readersOf.add(reader);
        }
        superior = above.get(superior);
      }
    }
    return readersOf;
  }

  private static void collect(Message message, Set<String> into) {
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      FieldDescriptor name = field.getKey();
      if (name.getJavaType() == FieldDescriptor.JavaType.STRING) {
        if (NAMES.contains(name.getName())) {
          if (name.isRepeated()) {
            ((List<?>) field.getValue()).forEach(each -> into.add(each.toString()));
          } else {
            into.add(field.getValue().toString());
          }
        }
      } else if (name.getJavaType() == FieldDescriptor.JavaType.MESSAGE
          && !name.isRepeated()
          && (name.getName().equals("appeal") || name.getContainingOneof() != null)) {
        collect((Message) field.getValue(), into);
      }
    }
  }

  /** Cuts some off, wherever they are, and lets those that were cut off before go on. */
  void shake(int howMany) {
    all.forEach(Reader::openIfCut);
    for (int i = 0; i < howMany && !all.isEmpty(); i++) {
      all.get(random.nextInt(all.size())).cut();
      cuts++;
    }
  }

  /** All go on. */
  void openAll() {
    all.forEach(Reader::openIfCut);
  }

  long cuts() {
    return cuts;
  }

  int size() {
    return all.size();
  }

  /** Records that were due to units so far. */
  long due() {
    return all.stream().mapToLong(r -> r.due.both().get(0)).sum();
  }

  /** Units that have not got exactly what was due to them. */
  List<String> wrong() {
    return all.stream()
        .filter(r -> !r.due.both().equals(r.got.both()))
        .map(
            r -> r.unit.getCode() + ": due " + r.due.both().get(0) + ", got " + r.got.both().get(0))
        .toList();
  }

  @Override
  public void close() {
    all.forEach(Reader::cut);
  }

  private final class Reader {
    private final Unit unit;
    private final boolean withBelow;
    private final Sum due = new Sum();
    private final Sum got = new Sum();
    private @Nullable OrderWatch watch;
    private String token = "";
    private boolean ready;
    private int generation;

    Reader(Unit unit) {
      this.unit = unit;
      this.withBelow = unit.getKind() != UnitKind.UNIT_KIND_STREET;
    }

    synchronized void open() {
      Department department = client.department(unit.getCode());
      int mine = ++generation;
      OrderListener listener =
          new OrderListener() {
            @Override
            public void onMessage(WatchOrdersResponse message) {
              took(mine, message);
            }

            @Override
            public void onRefused(HotlineException reason) {
              refused(reason);
            }
          };
      watch =
          withBelow
              ? department.watchOrdersWithUnitsBelow(token, listener)
              : department.watchOrdersOnRequest(token, listener);
      watch.request(AHEAD);
    }

    /** What arrives after the cut was never processed: it comes again by token. */
    private synchronized void took(int of, WatchOrdersResponse message) {
      OrderWatch now = watch;
      if (of != generation || now == null) {
        return;
      }
      if (message.hasHistoryGone()) {
        problems.add(unit.getCode() + ": history gone");
      }
      if (message.hasChange()) {
        got.add(
            message,
            message.getChange().getEventsList().stream().mapToLong(UnitWatches::kind).sum());
      }
      ready |= message.hasProgress();
      if (!message.getToken().isEmpty()) {
        token = message.getToken();
      }
      now.request(1);
    }

    /** Every docket was read: a watch says that nothing happened only then. */
    synchronized boolean isReady() {
      return ready;
    }

    synchronized String line() {
      List<Long> here = got.both();
      List<Long> there = due.both();
      return String.join(
          ",",
          unit.getCode(),
          token,
          "" + there.get(0),
          "" + there.get(1),
          "" + here.get(0),
          "" + here.get(1));
    }

    synchronized void cut() {
      OrderWatch now = watch;
      if (now != null) {
        watch = null;
        now.close();
      }
    }

    synchronized void openIfCut() {
      if (watch == null) {
        open();
      }
    }

    private void refused(HotlineException reason) {
      problems.add(unit.getCode() + " follows its orders", reason);
    }
  }
}
