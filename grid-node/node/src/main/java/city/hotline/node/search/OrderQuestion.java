package city.hotline.node.search;

import city.hotline.core.directory.Directory;
import city.hotline.core.shard.ShardId;
import city.hotline.node.replica.KnownDirectories;
import city.hotline.node.sequencer.PageTokens;
import city.hotline.proto.grid.v1.SearchMark;
import city.hotline.proto.grid.v1.SearchOrdersRequest;
import city.hotline.proto.grid.v1.SearchToken;
import city.hotline.proto.search.v1.FindOrdersRequest;
import city.hotline.proto.search.v1.OrderFilter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A question that makes sense, with the dockets that can have an answer. */
public final class OrderQuestion {
  private static final int USUAL = 50;

  private final FindOrdersRequest request;
  private final String concerning;
  private final Map<String, List<String>> dockets;
  private final int fingerprint;
  private final @Nullable SearchMark after;

  private OrderQuestion(
      FindOrdersRequest request, String concerning, KnownDirectories directories) {
    this.request = request;
    this.concerning = concerning;
    this.dockets = dockets(request, concerning, directories);
    this.fingerprint = fingerprint(request);
    this.after = request.getPageToken().isEmpty() ? null : mark(request.getPageToken());
  }

  /**
   * Of a request whose fields were checked.
   *
   * @param concerning the only unit whose orders may be seen; empty for all
   * @throws IllegalArgumentException for a token that is not of this question
   */
  public static OrderQuestion of(
      FindOrdersRequest request, String concerning, KnownDirectories directories) {
    return new OrderQuestion(request, concerning, directories);
  }

  /** As few as can have such orders, by district. */
  private static Map<String, List<String>> dockets(
      FindOrdersRequest request, String concerning, KnownDirectories directories) {
    OrderFilter filter = request.getFilter();
    Map<String, List<String>> dockets =
        new TreeMap<>(docketsFor(concerning.isEmpty() ? Directory.CITY : concerning, directories));
    if (!filter.getUnit().isEmpty()) {
      Map<String, List<String>> ofUnit = docketsFor(filter.getUnit(), directories);
      dockets.replaceAll(
          (district, of) ->
              of.stream().filter(ofUnit.getOrDefault(district, List.of())::contains).toList());
    }
    keep(dockets, request.getDistrict());
    keep(dockets, filter.getPlace());
    if (!filter.getOrderId().isEmpty()) {
      String only = ShardId.ofOrder(filter.getOrderId()).docket();
      dockets.replaceAll((district, of) -> of.contains(only) ? List.of(only) : List.of());
    }
    dockets.values().removeIf(List::isEmpty);
    return dockets;
  }

  private static Map<String, List<String>> docketsFor(String unit, KnownDirectories directories) {
    return directories.forUnit(unit).docketsFor(unit);
  }

  /** A street's orders can lie in the docket of its district, too: the whole district stays. */
  private static void keep(Map<String, List<String>> dockets, String place) {
    if (!place.isEmpty()) {
      dockets.keySet().removeIf(district -> !place.startsWith(district));
    }
  }

  /** All that decides what is in the list, and how it is sorted. */
  private static int fingerprint(FindOrdersRequest request) {
    return PageTokens.fingerprint(
        request.toBuilder().clearPageToken().clearPageSize().clearWithPositions().build());
  }

  private SearchMark mark(String token) {
    return PageTokens.read(
            token, SearchToken.parser(), t -> t.hasMark() && t.getQuestion() == fingerprint)
        .getMark();
  }

  String tokenAfter(SearchMark mark) {
    return PageTokens.text(SearchToken.newBuilder().setMark(mark).setQuestion(fingerprint).build());
  }

  /** Where an answer can lie: dockets by district. */
  Map<String, List<String>> dockets() {
    return dockets;
  }

  Stream<ShardId> shards() {
    return dockets.entrySet().stream()
        .flatMap(e -> e.getValue().stream().map(docket -> ShardId.docket(e.getKey(), docket)));
  }

  int most() {
    return request.getPageSize() == 0 ? USUAL : request.getPageSize();
  }

  Comparator<SearchMark> order() {
    return Marks.order(request.getSort());
  }

  /** To one node, about the dockets that it serves. */
  SearchOrdersRequest of(List<ShardId> at) {
    SearchOrdersRequest.Builder part =
        SearchOrdersRequest.newBuilder()
            .setFilter(request.getFilter())
            .setConcerning(concerning)
            .setSort(request.getSort())
            .setMost(most());
    at.forEach(docket -> part.addDockets(docket.toRef()));
    if (after != null) {
      part.setAfter(after);
    }
    return part.build();
  }
}
