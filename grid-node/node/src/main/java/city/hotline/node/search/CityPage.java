package city.hotline.node.search;

import city.hotline.core.shard.ShardId;
import city.hotline.proto.grid.v1.SearchMark;
import city.hotline.proto.grid.v1.SearchOrdersResponse;
import city.hotline.proto.search.v1.DocketKnown;
import city.hotline.proto.search.v1.FindOrdersResponse;
import city.hotline.proto.search.v1.FoundOrder;
import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One page, made of what the nodes answered. Thread-safe while it is being filled. */
public final class CityPage {
  private record Entry(SearchMark mark, FoundOrder order) {}

  private final OrderQuestion question;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<ShardId, DocketKnown> known = new HashMap<>();

  CityPage(OrderQuestion question) {
    this.question = question;
  }

  synchronized void add(SearchOrdersResponse part) {
    for (int i = 0; i < part.getOrdersCount(); i++) {
      entries.add(new Entry(part.getMarks(i), part.getOrders(i)));
    }
    part.getDocketsList().forEach(d -> known.put(ShardId.of(d.getShard()), d));
  }

  /** The answer: the first of all, how far they are known, and which dockets are not. */
  public synchronized FindOrdersResponse response(boolean withPositions) {
    entries.sort((a, b) -> question.order().compare(a.mark, b.mark));
    FindOrdersResponse.Builder response = FindOrdersResponse.newBuilder();
    int most = Math.min(question.most(), entries.size());
    entries.subList(0, most).forEach(e -> response.addOrders(e.order));
    // A node that has more gives as many as it may: fewer in all means that there are no more.
    if (most == question.most()) {
      response.setNextPageToken(question.tokenAfter(entries.get(most - 1).mark));
    }
    Duration oldest = Durations.ZERO;
    for (DocketKnown docket : known.values()) {
      oldest = Durations.compare(docket.getAge(), oldest) > 0 ? docket.getAge() : oldest;
    }
    new TreeMap<>(question.dockets()).forEach((district, of) -> name(district, of, response));
    if (withPositions) {
      question.shards().filter(known::containsKey).map(known::get).forEach(response::addDockets);
    }
    return response.setOldestAge(oldest).build();
  }

  private void name(String district, List<String> dockets, FindOrdersResponse.Builder response) {
    for (String docket : dockets) {
      ShardId shard = ShardId.docket(district, docket);
      if (!known.containsKey(shard)) {
        response.addNotAsked(shard.toRef());
      }
    }
  }
}
