package city.hotline.core.rates;

import city.hotline.core.figures.RateLedger;
import city.hotline.proto.figures.v1.RateRow;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Days of ledgers, summed up by group. Not thread-safe. */
public final class GroupSums {

  private final Groups groups;
  private final AnswerFilter filter;
  private final TreeMap<String, AnswerSum> sums = new TreeMap<>();

  /** Nothing yet of the answers that the filter has. */
  public GroupSums(Groups groups, AnswerFilter filter) {
    this.groups = groups;
    this.filter = filter;
  }

  /** Adds days of a docket's ledger. */
  public void add(List<ByteString> days) {
    for (ByteString day : days) {
      for (RateRow row : RateLedger.read(day).getRowsList()) {
        if (filter.has(row.getUnit(), row.getClassCode())) {
          String group = groups.of(row.getUnit(), row.getClassCode());
          if (!group.isEmpty()) {
            sums.computeIfAbsent(group, g -> new AnswerSum()).add(row);
          }
        }
      }
    }
  }

  /** The sums, the group in the place of the unit. */
  public List<RateRow> rows() {
    List<RateRow> rows = new ArrayList<>();
    sums.forEach((group, sum) -> rows.addAll(sum.rows(group)));
    return rows;
  }
}
