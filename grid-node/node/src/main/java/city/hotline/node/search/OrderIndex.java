package city.hotline.node.search;

import city.hotline.core.shard.ShardId;
import city.hotline.node.citizen.Finder;
import city.hotline.node.replica.KnownDirectories;
import city.hotline.proto.docket.v1.Order;
import city.hotline.proto.grid.v1.SearchMark;
import city.hotline.proto.grid.v1.SearchOrdersRequest;
import city.hotline.proto.grid.v1.SearchOrdersResponse;
import city.hotline.proto.search.v1.FoundOrder;
import city.hotline.proto.search.v1.OrderSort;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The orders of the dockets that this node serves, on disk, so that they take next to no heap. One
 * thread writes; what it wrote is found from {@link #show} on. Reading is thread-safe.
 */
final class OrderIndex implements AutoCloseable {
  private static final double BUFFER_MB = 16;

  private final CJKAnalyzer analyzer = new CJKAnalyzer();
  private final OrderDocuments documents;
  private final OrderQueries queries;
  private final MMapDirectory folder;
  private final IndexWriter writer;
  private final SearcherManager searchers;

  /**
   * An empty index.
   *
   * @param folder of its own: whatever is in it is deleted
   */
  OrderIndex(Path folder, KnownDirectories directories, Finder citizens) {
    documents = new OrderDocuments(directories, citizens);
    queries = new OrderQueries(analyzer, citizens);
    try {
      delete(folder);
      this.folder = new MMapDirectory(folder);
      ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
      merges.setMaxMergesAndThreads(2, 1);
      writer =
          new IndexWriter(
              this.folder,
              new IndexWriterConfig(analyzer)
                  .setOpenMode(IndexWriterConfig.OpenMode.CREATE)
                  .setRAMBufferSizeMB(BUFFER_MB)
                  .setCommitOnClose(false)
                  .setMergeScheduler(merges));
      searchers = new SearcherManager(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException("search: " + folder + " cannot be made anew", e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** All that a docket has, in the place of what was there. */
  void replace(ShardId docket, Iterable<Order> orders) throws IOException {
    writer.deleteDocuments(new Term(OrderDocuments.DOCKET, docket.docket()));
    for (Order order : orders) {
      writer.addDocument(documents.of(docket, order));
    }
  }

  /** Orders of a docket as they are now. */
  void put(ShardId docket, Iterable<Order> orders) throws IOException {
    for (Order order : orders) {
      writer.updateDocument(
          new Term(OrderDocuments.ID, order.getOrderId()), documents.of(docket, order));
    }
  }

  /** Nothing of the district is here any more. */
  void drop(String district) throws IOException {
    writer.deleteDocuments(new Term(OrderDocuments.DISTRICT, district));
  }

  /** From now on what was written is found. */
  void show() throws IOException {
    searchers.maybeRefreshBlocking();
  }

  /** The ids of orders whose citizens' keys have these names, so many at most. */
  List<String> ofCitizens(Collection<String> names, int most) {
    Query query =
        new TermInSetQuery(OrderDocuments.CITIZEN, names.stream().map(BytesRef::new).toList());
    try {
      IndexSearcher searcher = searchers.acquire();
      try {
        ScoreDoc[] found = searcher.search(query, most).scoreDocs;
        return page(searcher, found, OrderSort.ORDER_SORT_NEWEST).getOrdersList().stream()
            .map(FoundOrder::getOrderId)
            .toList();
      } finally {
        searchers.release(searcher);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many orders can be found. */
  int size() {
    try {
      IndexSearcher searcher = searchers.acquire();
      try {
        return searcher.getIndexReader().numDocs();
      } finally {
        searchers.release(searcher);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A page of orders with their marks; nothing else of the answer is set. */
  SearchOrdersResponse.Builder find(SearchOrdersRequest request, OrderQueries.Within within) {
    Query query = queries.of(request, within);
    Sort sort = OrderQueries.sort(request.getSort());
    try {
      IndexSearcher searcher = searchers.acquire();
      try {
        int most = request.getMost();
        FieldDoc after = request.hasAfter() ? after(searcher, request.getAfter()) : null;
        TopFieldDocs found =
            searcher.search(query, new TopFieldCollectorManager(sort, most, after, most));
        return page(searcher, found.scoreDocs, request.getSort());
      } finally {
        searchers.release(searcher);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The last document counts as seen: the mark's own order, wherever it stands by now, is not given
   * once more.
   */
  private static @Nullable FieldDoc after(IndexSearcher searcher, SearchMark mark) {
    int last = Math.max(0, searcher.getIndexReader().maxDoc() - 1);
    return new FieldDoc(
        last, Float.NaN, new Object[] {mark.getTimeMs(), new BytesRef(mark.getOrderId())});
  }

  private static SearchOrdersResponse.Builder page(
      IndexSearcher searcher, ScoreDoc[] found, OrderSort sort) throws IOException {
    SearchOrdersResponse.Builder page = SearchOrdersResponse.newBuilder();
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    for (ScoreDoc one : found) {
      LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(one.doc, leaves));
      BinaryDocValues values = leaf.reader().getBinaryDocValues(OrderDocuments.FOUND);
      if (values == null || !values.advanceExact(one.doc - leaf.docBase)) {
        throw new IllegalStateException("document " + one.doc + " shows no order");
      }
      FoundOrder order = order(values.binaryValue());
      page.addOrders(order).addMarks(Marks.of(order, sort));
    }
    return page;
  }

  private static FoundOrder order(BytesRef bytes) throws InvalidProtocolBufferException {
    return FoundOrder.parser().parseFrom(bytes.bytes, bytes.offset, bytes.length);
  }

  /** What it wrote may go: the next start makes it anew. */
  @Override
  public void close() {
    try {
      searchers.close();
      writer.rollback();
      folder.close();
      analyzer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
