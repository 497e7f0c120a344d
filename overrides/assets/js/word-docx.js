// Entrée empaquetée par « npm run construire » : la seule partie du paquet docx dont word.js se sert, et la table des styles.

export {
  AlignmentType,
  Bookmark,
  BuilderElement,
  Document,
  ExternalHyperlink,
  Footer,
  HeadingLevel,
  LeaderType,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  SectionType,
  SimpleField,
  Table,
  TableCell,
  TableOfContents,
  TableRow,
  TextRun,
  WidthType,
} from "docx";
export { unzipSync, zipSync } from "fflate";
export { default as STYLES } from "../../../macros/sorties/word/styles.json";
