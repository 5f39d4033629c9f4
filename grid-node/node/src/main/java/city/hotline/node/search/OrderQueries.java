package city.hotline.node.search;

import city.hotline.core.moment.Times;
import city.hotline.node.citizen.Finder;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.grid.v1.SearchOrdersRequest;
import city.hotline.proto.search.v1.OrderFilter;
import city.hotline.proto.search.v1.OrderSort;
import com.google.protobuf.Timestamp;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.QueryBuilder;

/** What is asked for, in the words of the index. Thread-safe. */
final class OrderQueries {
  private static final SortField BY_ID =
      new SortField(OrderDocuments.ID, SortField.Type.STRING, false);
  private static final Sort NEWEST = by(OrderDocuments.OPENED, true);
  private static final Sort OLDEST = by(OrderDocuments.OPENED, false);
  private static final Sort DUE = by(OrderDocuments.DUE_ORDER, false);

  private final Analyzer analyzer;
  private final Finder citizens;

  OrderQueries(Analyzer analyzer, Finder citizens) {
    this.analyzer = analyzer;
    this.citizens = citizens;
  }

  private static Sort by(String time, boolean reverse) {
    return new Sort(new SortField(time, SortField.Type.LONG, reverse), BY_ID);
  }

  static Sort sort(OrderSort sort) {
    return switch (sort) {
      case ORDER_SORT_NEWEST, ORDER_SORT_UNSPECIFIED, UNRECOGNIZED -> NEWEST;
      case ORDER_SORT_OLDEST -> OLDEST;
      case ORDER_SORT_DUE -> DUE;
    };
  }

  /** Everything that the orders of these districts and dockets must have. */
  Query of(SearchOrdersRequest request, Within within) {
    OrderFilter filter = request.getFilter();
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    all(query, places(within));
    term(query, OrderDocuments.CONCERNS, request.getConcerning());
    term(query, OrderDocuments.ID, filter.getOrderId());
    term(query, OrderDocuments.CALL, filter.getCallId());
    term(query, OrderDocuments.CLASS, filter.getClassCode());
    term(query, OrderDocuments.PLACE, filter.getPlace());
    term(
        query,
        filter.getWithUnitsBelow() ? OrderDocuments.WITHIN : OrderDocuments.UNIT,
        filter.getUnit());
    if (!filter.getPhone().isEmpty()) {
      all(query, anyOf(OrderDocuments.CITIZEN, citizens.namesOf(filter.getPhone())));
    }
    states(query, filter.getStatesList());
    times(query, filter);
    free(query, filter);
    text(query, filter.getText());
    return query.build();
  }

  private static Query places(Within within) {
    Query districts = anyOf(OrderDocuments.DISTRICT, within.districts());
    if (within.dockets().isEmpty()) {
      return districts;
    }
    Query dockets = anyOf(OrderDocuments.DOCKET, within.dockets());
    return within.districts().isEmpty()
        ? dockets
        : new BooleanQuery.Builder()
            .add(districts, Occur.SHOULD)
            .add(dockets, Occur.SHOULD)
            .build();
  }

  private static Query anyOf(String field, Collection<String> values) {
    return switch (values.size()) {
      case 0 -> new MatchNoDocsQuery("nothing of " + field);
      case 1 -> new TermQuery(new Term(field, values.iterator().next()));
      default -> new TermInSetQuery(field, values.stream().map(BytesRef::new).toList());
    };
  }

  private static void all(BooleanQuery.Builder query, Query one) {
    query.add(one, Occur.FILTER);
  }

  private static void term(BooleanQuery.Builder query, String field, String value) {
    if (!value.isEmpty()) {
      all(query, new TermQuery(new Term(field, value)));
    }
  }

  private static void states(BooleanQuery.Builder query, List<OrderState> states) {
    if (states.isEmpty()) {
      term(query, OrderDocuments.OPEN, OrderDocuments.YES);
    } else {
      all(query, anyOf(OrderDocuments.STATE, states.stream().map(Enum::name).toList()));
    }
  }

  private static void times(BooleanQuery.Builder query, OrderFilter filter) {
    between(query, OrderDocuments.OPENED, filter.getOpenedFrom(), filter.getOpenedBefore());
    between(query, OrderDocuments.DUE, filter.getDueFrom(), filter.getDueBefore());
    between(query, OrderDocuments.FOLLOW_UP, filter.getFollowUpFrom(), filter.getFollowUpBefore());
  }

  /** In follow-up, and whoever asks can have it. */
  private static void free(BooleanQuery.Builder query, OrderFilter filter) {
    if (filter.hasFreeAt()) {
      term(query, OrderDocuments.STATE, OrderState.ORDER_STATE_FOLLOW_UP.name());
      long afterMs = Times.millis(filter.getFreeAt()) + 1;
      query.add(
          LongPoint.newRangeQuery(OrderDocuments.CLAIMED_UNTIL, afterMs, Long.MAX_VALUE),
          Occur.MUST_NOT);
    }
    if (filter.getForRobot()) {
      term(query, OrderDocuments.STATE, OrderState.ORDER_STATE_FOLLOW_UP.name());
      query.add(
          new TermQuery(new Term(OrderDocuments.FOR_PERSON, OrderDocuments.YES)), Occur.MUST_NOT);
    }
  }

  private static void between(
      BooleanQuery.Builder query, String field, Timestamp from, Timestamp before) {
    boolean begins = !from.equals(Timestamp.getDefaultInstance());
    boolean ends = !before.equals(Timestamp.getDefaultInstance());
    if (begins || ends) {
      long first = begins ? Times.millis(from) : Long.MIN_VALUE;
      long last = ends ? Times.millis(before) - 1 : Long.MAX_VALUE;
      all(query, LongPoint.newRangeQuery(field, first, last));
    }
  }

  /** Chinese is indexed by pairs of characters: a word is its pairs, one after the other. */
  private void text(BooleanQuery.Builder query, String text) {
    QueryBuilder words = new QueryBuilder(analyzer);
    for (String word : Words.of(text)) {
      Query one = words.createPhraseQuery(OrderDocuments.TEXT, Masks.text(word));
      all(query, one == null ? new MatchNoDocsQuery("no word: " + word) : one);
    }
  }

  /**
   * Where to look: all of some districts, and some dockets of others.
   *
   * @param districts codes
   * @param dockets codes
   */
  record Within(Collection<String> districts, Collection<String> dockets) {}
}
